package io.efsmigrator.app.state;

import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.FinalPassProof;
import io.efsmigrator.stage.GuideStage;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks the proof up in the history itself: the last attempt at the proof of the final pass has
 * completed, and nothing was started after it that would make it stale.
 */
public final class JdbcFinalPassProof implements FinalPassProof {

  private final JdbcClient jdbc;

  /** Reads through the given source of connections. */
  public JdbcFinalPassProof(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public Optional<String> find(MigrationId migration) {
    return jdbc.sql("select s.status, s.exit_message from batch_step_execution s"
        + " join batch_job_execution_params p on p.job_execution_id = s.job_execution_id"
        + " where p.parameter_name = 'migration' and p.parameter_value = :id"
        + " and s.step_name = :step order by s.step_execution_id desc fetch first 1 rows only")
        .param("id", migration.toString()).param("step", GuideStage.FINAL_PASS.stepName())
        .query((row, number) -> "COMPLETED".equals(row.getString(1))
            ? Optional.of(row.getString(2))
            : Optional.<String>empty())
        .optional().flatMap(proof -> proof);
  }
}
