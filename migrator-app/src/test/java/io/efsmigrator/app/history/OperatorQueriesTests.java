package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.state.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SQL of db/README.md is what operators paste, so it has to run. */
class OperatorQueriesTests {

  static Stream<String> urls() {
    return Stream.of("jdbc:h2:mem:questions;DB_CLOSE_DELAY=-1", TestPostgres.newDatabase());
  }

  @ParameterizedTest
  @MethodSource("urls")
  void answersEveryQuestionOfTheReadme(String url) throws Exception {
    SampleHistory.create(url);
    List<String> questions = questions();

    assertThat(questions).hasSize(10);
    for (String question : questions) {
      assertThat(rows(url, question)).as(question).isPositive();
    }
  }

  private static List<String> questions() throws IOException {
    String readme = Files.readString(Path.of("..", "db", "README.md"));
    String sql = readme.substring(readme.indexOf("```sql") + 6, readme.lastIndexOf("```"));
    return Arrays.stream(sql.split(";")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private static int rows(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      return rows;
    }
  }
}
