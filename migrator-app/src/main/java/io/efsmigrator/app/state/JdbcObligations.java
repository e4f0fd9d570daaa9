package io.efsmigrator.app.state;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.Obligations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code obligation}: kept when met, because the bill asks since when and until when. */
public final class JdbcObligations implements Obligations {

  private static final String KIND = "LOWER_THROUGHPUT";

  private final JdbcClient jdbc;
  private final Durable durable;

  /** Reads and writes through the given source of connections. */
  public JdbcObligations(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.durable = new Durable(dataSource);
  }

  @Override
  public List<Obligation> open(MigrationId migration) {
    return jdbc.sql("select file_system_id, raised_to, lower_to, earliest_at, cost_per_day_usd"
        + " from obligation where migration_id = :id and met_at is null order by id")
        .param("id", migration.toString()).query((row, number) -> obligation(row)).list();
  }

  @Override
  public void owe(MigrationId migration, Obligation obligation) {
    durable.write(jdbc -> {
      // It is owed since it was first noted: what was spent so far is counted from there.
      int known = jdbc.sql("update obligation set earliest_at = :earliest, mibps = :mibps,"
          + " raised_to = :raised, lower_to = :lower, cost_per_day_usd = :cost"
          + " where migration_id = :id and file_system_id = :fs and met_at is null")
          .param("id", migration.toString()).param("fs", obligation.fileSystem().toString())
          .param("earliest", obligation.earliest().atOffset(ZoneOffset.UTC))
          .param("mibps", obligation.raisedTo().provisionedMibps())
          .param("raised", obligation.raisedTo().toString())
          .param("lower", obligation.lowerTo().toString()).param("cost", obligation.usdPerDay())
          .update();
      if (known > 0) {
        return;
      }
      jdbc.sql("insert into obligation (migration_id, file_system_id, kind, earliest_at, mibps,"
          + " raised_to, lower_to, cost_per_day_usd, created_at) values (:id, :fs, :kind, :earliest,"
          + " :mibps, :raised, :lower, :cost, current_timestamp)")
          .param("id", migration.toString()).param("fs", obligation.fileSystem().toString())
          .param("kind", KIND).param("earliest", obligation.earliest().atOffset(ZoneOffset.UTC))
          .param("mibps", obligation.raisedTo().provisionedMibps())
          .param("raised", obligation.raisedTo().toString())
          .param("lower", obligation.lowerTo().toString()).param("cost", obligation.usdPerDay())
          .update();
    });
  }

  @Override
  public void met(MigrationId migration, FileSystemId fileSystem) {
    durable.write(jdbc -> jdbc
        .sql("update obligation set met_at = current_timestamp where migration_id = :id"
            + " and file_system_id = :fs and met_at is null")
        .param("id", migration.toString())
        .param("fs", fileSystem.toString()).update());
  }

  private static Obligation obligation(ResultSet row) throws SQLException {
    return new Obligation(new FileSystemId(row.getString(1)), Throughput.parse(row.getString(2)),
        Throughput.parse(row.getString(3)),
        row.getObject(4, OffsetDateTime.class).toInstant(), row.getBigDecimal(5));
  }
}
