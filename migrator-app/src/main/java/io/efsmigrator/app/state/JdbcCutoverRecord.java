package io.efsmigrator.app.state;

import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.CutoverRecord;
import io.efsmigrator.stage.GuideStage;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks the cutover up in the history itself. The proof: the last attempt at the final pass has
 * completed, and nothing was started after it that would make it stale.
 */
public final class JdbcCutoverRecord implements CutoverRecord {

  private static final String LAST_EXECUTION = "select s.status, s.exit_message from batch_step_execution s"
      + " join batch_job_execution_params p on p.job_execution_id = s.job_execution_id"
      + " where p.parameter_name = 'migration' and p.parameter_value = :id"
      + " and s.step_name = :step order by s.step_execution_id desc fetch first 1 rows only";

  private final JdbcClient jdbc;

  /** Reads through the given source of connections. */
  public JdbcCutoverRecord(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public boolean begun(MigrationId migration) {
    // An attempt that failed may have paused a node before it did.
    return jdbc.sql(LAST_EXECUTION).param("id", migration.toString())
        .param("step", GuideStage.QUIESCE.stepName()).query((row, number) -> row.getString(1))
        .optional().isPresent();
  }

  @Override
  public Optional<String> finalPassProof(MigrationId migration) {
    return jdbc.sql(LAST_EXECUTION).param("id", migration.toString())
        .param("step", GuideStage.FINAL_PASS.stepName())
        .query((row, number) -> "COMPLETED".equals(row.getString(1))
            ? Optional.of(row.getString(2))
            : Optional.<String>empty())
        .optional().flatMap(proof -> proof);
  }
}
