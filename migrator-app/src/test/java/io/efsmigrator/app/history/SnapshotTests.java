package io.efsmigrator.app.history;

import java.util.Map;

class SnapshotTests extends HistoryQueriesContract {

  @Override
  HistoryQueries open() throws Exception {
    SampleHistory.create("jdbc:h2:" + folder.resolve("repository"));
    return History.open(folder, null, Map.of());
  }
}
