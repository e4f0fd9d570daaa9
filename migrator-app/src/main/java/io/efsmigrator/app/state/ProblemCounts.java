package io.efsmigrator.app.state;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code problem_more}: how many problems without a row somebody has found in a pass.
 *
 * <p>A number cannot tell what it has counted already. So it says how far the finder was counted, and
 * what he hands over again lies before that.
 */
record ProblemCounts(JdbcClient jdbc, String migrationId, int pass, String finder) {

  private static final String OURS = " where migration_id = :id and pass = :pass"
      + " and finder = :finder";

  /** Forgets what this finder found, because it starts anew. */
  void forget() {
    of("delete from problem_more" + OURS).update();
  }

  /** Up to where his problems are counted; 0 if none is. */
  long countedTo() {
    return of("select coalesce(max(counted_to), 0) from problem_more" + OURS).query(Long.class)
        .single();
  }

  /** Counts more problems of a kind, which lie before that place in the finder's order. */
  void add(String kind, long more, long to) {
    int known = of("update problem_more set more = more + :more, counted_to = :to" + OURS
        + " and state = 'OPEN' and kind = :kind").param("kind", kind).param("more", more)
        .param("to", to).update();
    if (known == 0) {
      of("insert into problem_more (migration_id, pass, finder, state, kind, more, counted_to)"
          + " values (:id, :pass, :finder, 'OPEN', :kind, :more, :to)").param("kind", kind)
          .param("more", more).param("to", to).update();
    }
  }

  private JdbcClient.StatementSpec of(String sql) {
    return jdbc.sql(sql).param("id", migrationId).param("pass", pass).param("finder", finder);
  }
}
