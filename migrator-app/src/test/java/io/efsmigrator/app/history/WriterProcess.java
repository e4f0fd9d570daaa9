package io.efsmigrator.app.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Owns an H2 file and writes to it without a pause until its input ends; answers nobody. */
final class WriterProcess {

  private WriterProcess() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    String url = "jdbc:h2:async:" + arguments[0] + ";WRITE_DELAY=0";
    SampleHistory.migrate(url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      int rows = 0;
      System.out.println("writing");
      while (System.in.available() == 0) {
        statement.execute("insert into migration values ('" + arguments[1] + "-" + rows
            + "', 'migrate', 's', 't', 'c', null, current_timestamp)");
        rows++;
      }
      System.out.println(rows);
    }
  }
}
