package io.efsmigrator.app.state;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.RollbackRecord;
import io.efsmigrator.stage.RollbackStage;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what a rollback depends on from the history of its own job, from the commands given to nodes
 * and from the decision to delete; keeps its beginning in table {@code approval}, because it is
 * somebody's decision: what is to be brought back, and the id they typed.
 */
public final class JdbcRollbackRecord implements RollbackRecord {

  private static final String GATE = RollbackStage.CHECK.stepName();
  private static final String STEPS = " from batch_step_execution s"
      + " join batch_job_execution e on e.job_execution_id = s.job_execution_id"
      + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
      + " join batch_job_execution_params p on p.job_execution_id = s.job_execution_id"
      + " where i.job_name = 'rollback' and p.parameter_name = 'migration'"
      + " and p.parameter_value = :id";

  private final JdbcClient jdbc;
  private final Durable durable;
  private final JdbcDecommissionRecord deletions;

  /** Reads and writes through the given source of connections. */
  public JdbcRollbackRecord(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.durable = new Durable(dataSource);
    this.deletions = new JdbcDecommissionRecord(dataSource);
  }

  @Override
  public Optional<Begun> begun(MigrationId migration) {
    return jdbc.sql("select actor, comment from approval where migration_id = :id"
        + " and gate = :gate order by id fetch first 1 rows only")
        .param("id", migration.toString()).param("gate", GATE).query((row, number) -> {
          String[] noted = row.getString(2).split(" ", 2);
          return new Begun(Reverse.valueOf(noted[0]), new FileSystemId(noted[1]),
              row.getString(1));
        }).optional();
  }

  @Override
  public void begin(MigrationId migration, Begun begun) {
    if (begun(migration).isPresent()) {
      return;
    }
    durable.write(statements -> statements
        .sql("insert into approval (migration_id, gate, actor, comment, decided_at)"
            + " values (:id, :gate, :actor, :comment, current_timestamp)")
        .param("id", migration.toString()).param("gate", GATE).param("actor", begun.actor())
        .param("comment", begun.reverse() + " " + begun.target()).update());
  }

  @Override
  public Optional<String> reverseProof(MigrationId migration) {
    Optional<String> last = jdbc.sql("select s.status, s.exit_message" + STEPS
        + " and s.step_name = :step order by s.step_execution_id desc fetch first 1 rows only")
        .param("id", migration.toString()).param("step", RollbackStage.FINAL_PASS.stepName())
        .query((row, number) -> "COMPLETED".equals(row.getString(1))
            ? Optional.of(row.getString(2) == null ? "" : row.getString(2))
            : Optional.<String>empty())
        .optional().flatMap(proof -> proof);
    return last.filter(_ -> proved(migration));
  }

  @Override
  public Progress farthest(MigrationId migration) {
    if (!proved(migration)) {
      return Progress.NOT_PROVED;
    }
    return completed(migration, RollbackStage.RETURN_PRIMARY.stepName())
        ? Progress.RETURNED
        : Progress.PROVED;
  }

  /** The step also completes where nothing is to be brought back; then it has compared nothing. */
  private boolean proved(MigrationId migration) {
    return completed(migration, RollbackStage.FINAL_PASS.stepName())
        && completed(migration, RollbackStage.FINAL_PASS.stepName() + "%.prove");
  }

  private boolean completed(MigrationId migration, String like) {
    return jdbc.sql("select count(*)" + STEPS + " and s.step_name like :step"
        + " and s.status = 'COMPLETED'").param("id", migration.toString()).param("step", like)
        .query(Long.class).single() > 0;
  }

  @Override
  public Optional<FileSystemId> target(MigrationId migration) {
    return deletions.target(migration);
  }

  @Override
  public boolean everSwitched(MigrationId migration) {
    return jdbc.sql("select count(*) from node_job where migration_id = :id"
        + " and step = :verb").param("verb", NodeVerb.SWITCH_ENDPOINT.key())
        .param("id", migration.toString()).query(Long.class)
        .single() > 0;
  }

  @Override
  public boolean deletionBegun(MigrationId migration) {
    return deletions.begun(migration, migration.source());
  }
}
