package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.Printable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What is owed, and the money it costs: on top of every status, whatever else it is about. */
final class OwedLines {

  private static final BigDecimal DAY = BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

  private OwedLines() {}

  /**
   * Two lines for each obligation that is not met.
   *
   * @param obligations rows of the table, of all migrations
   * @param migration the one that the status is about; others are named
   */
  static String of(List<Row> obligations, String migration, Instant now) {
    StringBuilder text = new StringBuilder();
    for (Row row : obligations) {
      if (row.cell("met_at") != null) {
        continue;
      }
      Instant earliest = Objects.requireNonNull(row.instant("earliest_at"));
      text.append("OWED: set ").append(Printable.text(row.text("file_system_id")))
          .append(" from ").append(row.text("raised_to")).append(" back to ")
          .append(row.text("lower_to"));
      if (!row.text("migration_id").equals(migration)) {
        text.append(" (of ").append(Printable.text(row.text("migration_id"))).append(')');
      }
      text.append("\n      ").append(aDay(row)).append(" USD a day, ")
          .append(soFar(row, now)).append(" USD so far; ")
          .append(earliest.isAfter(now)
              ? "`migrator throughput restore` may do it from " + earliest + " on"
              : "`migrator throughput restore` does it now")
          .append('\n');
    }
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  /** Those of all migrations that are not met, every column of them. */
  static Rows open(Rows obligations) {
    int met = obligations.columns().indexOf("met_at");
    return new Rows(obligations.columns(),
        obligations.cells().stream().filter(row -> row.get(met) == null).toList());
  }

  private static BigDecimal soFar(Row row, Instant now) {
    Instant since = Objects.requireNonNull(row.instant("created_at"));
    long seconds = Math.max(0, Duration.between(since, now).toSeconds());
    return aDay(row).multiply(BigDecimal.valueOf(seconds)).divide(DAY, 2, RoundingMode.HALF_UP);
  }

  /** In cents: rows hold fractions as doubles. */
  private static BigDecimal aDay(Row row) {
    return BigDecimal.valueOf(row.fraction("cost_per_day_usd")).setScale(2,
        RoundingMode.HALF_UP);
  }
}
