package io.efsmigrator.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class DurableTests {

  @TempDir
  private Path folder;

  @BeforeEach
  void watchTheFile() {
    FilePath.register(WatchedFile.SCHEME);
  }

  @AfterEach
  void lookAway() {
    FilePath.unregister(WatchedFile.SCHEME);
  }

  @Test
  void whatIsNotedBeforeAnOrderIsOnTheDiskWhenTheOrderIsGiven() {
    SingleConnectionDataSource state = new SingleConnectionDataSource(
        "jdbc:h2:watched:" + folder.resolve("repository") + ";WRITE_DELAY=0", true);
    try {
      JdbcClient.create(state).sql("create table note (id int)").update();
      assertThat(WatchedFile.SCHEME.last()).as("of itself a commit is only in memory")
          .isEqualTo(WatchedFile.Done.WRITTEN);

      new Durable(state).write(jdbc -> jdbc.sql("insert into note values (1)").update());

      assertThat(WatchedFile.SCHEME.last()).isEqualTo(WatchedFile.Done.FORCED);
    } finally {
      state.destroy();
    }
  }
}
