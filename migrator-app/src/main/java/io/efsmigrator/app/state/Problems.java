package io.efsmigrator.app.state;

import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tables {@code problem} and {@code problem_more}. Written in the transaction of the chunk that found
 * them, so a chunk that is repeated does not leave its problems twice.
 *
 * <p>Two trees that differ everywhere have a problem for each entry. Nobody reads a million of them, so
 * a pass has rows for the first ones and exact numbers for the rest, by kind. Content that is wrong has
 * a row each: whoever repairs it must know every path.
 */
public final class Problems {

  /** The kind of a problem that a verification of content finds. */
  public static final String MISMATCH = "mismatch";
  /** Rows of one pass, mismatches not counted; what is found beyond is a number. */
  public static final int MAX_ROWS = 10_000;

  /** An open problem of that kind: its number and its path. */
  public record Mismatch(long id, RelativePath path) {}

  /** What a pass has one row for. */
  private record Key(RelativePath path, String kind) {

    static Key of(Problem problem) {
      return new Key(problem.path(), problem.kind());
    }
  }

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final String migrationId;
  private final int maxRows;

  /** Problems of one migration, through the given source of connections. */
  public Problems(DataSource dataSource, String migrationId) {
    this(dataSource, migrationId, MAX_ROWS);
  }

  Problems(DataSource dataSource, String migrationId, int maxRows) {
    this.template = new JdbcTemplate(dataSource);
    this.jdbc = JdbcClient.create(template);
    this.migrationId = migrationId;
    this.maxRows = maxRows;
  }

  /**
   * Notes problems; one that the same pass has noted for the same path before is replaced.
   *
   * @param finder the step or partition; what it found before is forgotten when it starts anew
   * @param found what it hands over, maybe not for the first time
   */
  public void found(long jobExecutionId, int pass, String finder, Found found) {
    ProblemCounts counts = new ProblemCounts(jdbc, migrationId, pass, finder);
    if (found.from() == 0) {
      counts.forget();
    }
    if (found.problems().isEmpty()) {
      return;
    }
    boolean counted = found.to() <= counts.countedTo();
    Set<Key> rows = rows(pass);
    Set<Key> listed = new HashSet<>(rows);
    Map<Key, Problem> noted = new LinkedHashMap<>();
    Map<String, Long> more = new TreeMap<>();
    for (Problem problem : found.problems()) {
      Key key = Key.of(problem);
      if (listed.size() < maxRows) {
        listed.add(key);
      }
      if (problem.kind().equals(MISMATCH)) {
        rows.add(key);
        noted.put(key, problem);
      } else if (listed.contains(key)) {
        noted.put(key, problem);
      } else if (!counted) {
        more.merge(problem.kind(), 1L, Long::sum);
      }
    }
    delete(pass, noted.keySet().stream().filter(rows::contains).toList());
    insert(jobExecutionId, pass, noted.values(), "OPEN");
    more.forEach((kind, number) -> counts.add(kind, number, found.to()));
  }

  /**
   * Notes differences that a living source has made by itself: nothing is wrong, the next pass takes
   * them. A path stands here once, however often it is met.
   */
  public void left(long jobExecutionId, int pass, Collection<Problem> changed) {
    Map<RelativePath, Problem> once = new LinkedHashMap<>();
    List<Object[]> rows = new ArrayList<>();
    for (Problem change : changed) {
      if (once.put(change.path(), change) == null) {
        rows.add(new Object[]{migrationId, pass, change.path().bytes()});
      }
    }
    template.batchUpdate("delete from problem where migration_id = ? and pass = ? and path = ?"
        + " and state = 'LEFT'", rows);
    insert(jobExecutionId, pass, once.values(), "LEFT");
  }

  /** Notes that a pass has been over everything: what older passes found is cured or found again. */
  public int curedBefore(int pass) {
    jdbc.sql("delete from problem_more where migration_id = :id and pass < :pass")
        .param("id", migrationId).param("pass", pass).update();
    return jdbc.sql("update problem set state = 'CURED', cured_at = current_timestamp"
        + " where migration_id = :id and state in ('OPEN', 'LEFT') and pass < :pass")
        .param("id", migrationId).param("pass", pass).update();
  }

  /** How many paths are left to the next pass. */
  public long left() {
    return jdbc.sql("select count(*) from problem where migration_id = :id and state = 'LEFT'")
        .param("id", migrationId).query(Long.class).single();
  }

  /** The next open mismatches that passes before that one have found, in the order of their ids. */
  public List<Mismatch> mismatches(int beforePass, long afterId, int most) {
    return jdbc.sql("select id, path from problem where migration_id = :id and state = 'OPEN'"
        + " and kind = :kind and pass < :pass and id > :after order by id"
        + " fetch first " + most + " rows only").param("id", migrationId)
        .param("kind", MISMATCH).param("pass", beforePass).param("after", afterId)
        .query((row, number) -> new Mismatch(row.getLong(1), RelativePath.of(row.getBytes(2))))
        .list();
  }

  /**
   * Makes the open mismatches of ended runs over the same source and target those of this one, which
   * repairs them and then knows that they are.
   *
   * @param unfinished a verification of the two that may go on, and has to know what it found itself
   */
  public int takeOverMismatches(String source, String target, String unfinished) {
    return jdbc.sql("update problem set migration_id = :id where state = 'OPEN' and kind = :kind"
        + " and migration_id in (select migration_id from migration where source = :source"
        + " and target = :target and migration_id <> :id and migration_id <> :unfinished)")
        .param("id", migrationId).param("kind", MISMATCH).param("source", source)
        .param("target", target).param("unfinished", unfinished).update();
  }

  /** How many are open. */
  public long open() {
    return jdbc.sql("select coalesce(sum(problems), 0) from problem_counts"
        + " where migration_id = :id and state = 'OPEN'").param("id", migrationId)
        .query(Long.class).single();
  }

  /** How many are open of other kinds than the given one. */
  public long openExcept(String kind) {
    return jdbc.sql("select coalesce(sum(problems), 0) from problem_counts"
        + " where migration_id = :id and state = 'OPEN' and kind <> :kind")
        .param("id", migrationId).param("kind", kind).query(Long.class).single();
  }

  /** What has a row already, so that it keeps one; mismatches have one in any case. */
  private Set<Key> rows(int pass) {
    return new HashSet<>(jdbc.sql("select path, kind from problem where migration_id = :id"
        + " and pass = :pass and kind <> :mismatch and state <> 'LEFT'").param("id", migrationId)
        .param("pass", pass)
        .param("mismatch", MISMATCH)
        .query((row, number) -> new Key(RelativePath.of(row.getBytes(1)), row.getString(2)))
        .list());
  }

  private void delete(int pass, Collection<Key> keys) {
    List<Object[]> rows = new ArrayList<>();
    for (Key key : keys) {
      rows.add(new Object[]{migrationId, pass, key.path().bytes(), key.kind()});
    }
    template.batchUpdate("delete from problem where migration_id = ? and pass = ? and path = ?"
        + " and kind = ?", rows);
  }

  private void insert(long jobExecutionId, int pass, Collection<Problem> problems,
      String state) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Problem problem : problems) {
      rows.add(new @Nullable Object[]{migrationId, jobExecutionId, pass, problem.path().bytes(),
        storable(problem.path().toString()), problem.kind(), name(problem.errno()),
        problem.attempts(), storable(problem.detail()), state});
    }
    template.batchUpdate("insert into problem (migration_id, job_execution_id, pass, path,"
        + " path_text, kind, errno, attempts, detail, state, found_at)"
        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)", rows);
  }

  private static @Nullable String name(@Nullable Errno errno) {
    return errno == null ? null : errno.name();
  }

  /** PostgreSQL takes no NUL in a text. */
  private static String storable(String text) {
    return text.replace("\0", "\\0");
  }
}
