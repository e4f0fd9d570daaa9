package io.efsmigrator.app.state;

import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Findings;
import javax.sql.DataSource;

/** Table {@code finding}. A finding that is reported again replaces what it said before. */
public final class JdbcFindings implements Findings {

  private final Durable durable;

  /** Writes through the given source of connections. */
  public JdbcFindings(DataSource dataSource) {
    this.durable = new Durable(dataSource);
  }

  @Override
  public void report(MigrationId migration, Finding finding) {
    durable.write(jdbc -> {
      jdbc.sql("delete from finding where migration_id = :id and topic = :topic and text = :text")
          .param("id", migration.toString()).param("topic", finding.topic())
          .param("text", finding.text()).update();
      jdbc.sql("insert into finding (migration_id, level, topic, text, remedy, found_at)"
          + " values (:id, :level, :topic, :text, :remedy, current_timestamp)")
          .param("id", migration.toString()).param("level", finding.level().name())
          .param("topic", finding.topic()).param("text", finding.text())
          .param("remedy", finding.remedy()).update();
    });
  }
}
