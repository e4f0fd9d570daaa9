package io.efsmigrator.app.state;

import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Errno;
import java.util.Collection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code problem}. Written in the transaction of the chunk that found them, so a chunk that is
 * repeated does not leave its problems twice.
 */
public final class Problems {

  private final JdbcClient jdbc;
  private final String migrationId;

  /** Problems of one migration, through the given source of connections. */
  public Problems(DataSource dataSource, String migrationId) {
    this.jdbc = JdbcClient.create(dataSource);
    this.migrationId = migrationId;
  }

  /** Notes problems; one that the same pass has noted for the same path before is replaced. */
  public void found(long jobExecutionId, int pass, Collection<Problem> problems) {
    for (Problem problem : problems) {
      byte[] path = problem.path().bytes();
      jdbc.sql("delete from problem where migration_id = :id and pass = :pass and path = :path"
          + " and kind = :kind").param("id", migrationId).param("pass", pass).param("path", path)
          .param("kind", problem.kind()).update();
      jdbc.sql("insert into problem (migration_id, job_execution_id, pass, path, path_text, kind,"
          + " errno, attempts, detail, state, found_at) values (:id, :job, :pass, :path, :text,"
          + " :kind, :errno, :attempts, :detail, 'OPEN', current_timestamp)")
          .param("id", migrationId).param("job", jobExecutionId).param("pass", pass)
          .param("path", path).param("text", storable(problem.path().toString()))
          .param("kind", problem.kind())
          .param("errno", name(problem.errno()))
          .param("attempts", problem.attempts()).param("detail", storable(problem.detail()))
          .update();
    }
  }

  /** Notes that a pass has been over everything: what older passes found is cured or found again. */
  public int curedBefore(int pass) {
    return jdbc.sql("update problem set state = 'CURED', cured_at = current_timestamp"
        + " where migration_id = :id and state = 'OPEN' and pass < :pass")
        .param("id", migrationId).param("pass", pass).update();
  }

  /** How many are open. */
  public long open() {
    return jdbc.sql("select count(*) from problem where migration_id = :id and state = 'OPEN'")
        .param("id", migrationId).query(Long.class).single();
  }

  /** How many are open of other kinds than the given one. */
  public long openExcept(String kind) {
    return jdbc.sql("select count(*) from problem where migration_id = :id and state = 'OPEN'"
        + " and kind <> :kind").param("id", migrationId).param("kind", kind).query(Long.class)
        .single();
  }

  private static @Nullable String name(@Nullable Errno errno) {
    return errno == null ? null : errno.name();
  }

  /** PostgreSQL takes no NUL in a text. */
  private static String storable(String text) {
    return text.replace("\0", "\\0");
  }
}
