package io.efsmigrator.app.history;

import io.efsmigrator.app.state.TestPostgres;
import java.util.Map;

class PostgresHistoryTests extends HistoryQueriesContract {

  @Override
  HistoryQueries open() throws Exception {
    String url = TestPostgres.newDatabase();
    SampleHistory.create(url);
    return History.open(folder, url, Map.of());
  }
}
