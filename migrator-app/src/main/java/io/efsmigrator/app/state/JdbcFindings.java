package io.efsmigrator.app.state;

import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Findings;
import javax.sql.DataSource;

/**
 * Table {@code finding}, by the job execution that made them. A finding that the same execution
 * reports again replaces what it said before.
 */
public final class JdbcFindings implements Findings {

  /** A stage does not know its execution; the youngest of its migration is the one that runs. */
  private static final String EXECUTION = "(select max(p.job_execution_id)"
      + " from batch_job_execution_params p where p.parameter_name = 'migration'"
      + " and p.parameter_value = :id)";

  private final Durable durable;

  /** Writes through the given source of connections. */
  public JdbcFindings(DataSource dataSource) {
    this.durable = new Durable(dataSource);
  }

  @Override
  public void report(MigrationId migration, Finding finding) {
    durable.write(jdbc -> {
      jdbc.sql("delete from finding where migration_id = :id and topic = :topic and text = :text"
          + " and coalesce(job_execution_id, 0) = coalesce(" + EXECUTION + ", 0)")
          .param("id", migration.toString()).param("topic", finding.topic())
          .param("text", finding.text()).update();
      jdbc.sql("insert into finding (migration_id, job_execution_id, level, topic, text, remedy,"
          + " found_at) values (:id, " + EXECUTION
          + ", :level, :topic, :text, :remedy, current_timestamp)")
          .param("id", migration.toString()).param("level", finding.level().name())
          .param("topic", finding.topic()).param("text", finding.text())
          .param("remedy", finding.remedy()).update();
    });
  }
}
