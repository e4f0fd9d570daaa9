package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Moments that explain a bend in a curve: restarts, and limits that somebody set. */
public record Marks(List<Mark> marks) {

  /** One moment, in seconds since the epoch, and its words. */
  public record Mark(long at, String text) {}

  static Marks of(Report report, ZoneId zone) {
    List<Mark> marks = new ArrayList<>();
    for (Row execution : report.rows("executions")) {
      if (execution.number("attempt") > 1 && execution.time("start_time") != null) {
        marks.add(new Mark(
            Objects.requireNonNull(execution.time("start_time")).atZone(zone).toEpochSecond(),
            "restart, try " + execution.text("attempt")));
      }
    }
    for (Row limit : report.rows("limits")) {
      Instant at = limit.instant("changed_at");
      if (at != null && !limit.text("throttled").isEmpty()) {
        marks.add(new Mark(at.getEpochSecond(),
            limit.text("setting") + " set to " + limit.text("throttled")));
      }
    }
    marks.sort(Comparator.comparingLong(Mark::at));
    return new Marks(List.copyOf(marks));
  }
}
