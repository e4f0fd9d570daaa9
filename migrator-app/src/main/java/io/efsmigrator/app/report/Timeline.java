package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps of one execution as bars on one scale.
 *
 * <p>Each execution has its own, because a night between two of them would leave nothing to see.
 */
public record Timeline(long execution, String attempt, String status, String style, String started,
    String took, String result, List<Bar> bars) {

  private static final double PERCENT = 100;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss",
      Locale.ROOT);
  /** A step of no time still has to be seen. */
  private static final double THINNEST = 0.3;

  /**
   * A step.
   *
   * @param left where its bar begins, in percent of the execution's time
   * @param width how long the bar is, in percent
   * @param part whether it is a part of the step above it
   */
  public record Bar(String name, boolean part, String left, String width, String status,
      String style,
      String started, String took, String result) {}

  /** The steps of that execution. */
  public static Timeline of(Row execution, List<Row> steps) {
    LocalDateTime start = start(execution).or(() -> steps.stream().map(Timeline::start)
        .flatMap(Optional::stream).min(LocalDateTime::compareTo)).orElse(LocalDateTime.MIN);
    double whole = Math.max(0.001, Math.max(execution.fraction("seconds"), steps.stream()
        .mapToDouble(step -> offset(start, step) + step.fraction("seconds")).max().orElse(0)));
    return new Timeline(execution.number("job_execution_id"), execution.text("attempt"),
        execution.text("status"), style(execution), Words.time(execution.time("start_time")),
        Words.duration(execution.fraction("seconds")), result(execution),
        steps.stream().map(step -> bar(step, start, whole)).toList());
  }

  private static Bar bar(Row step, LocalDateTime start, double whole) {
    double left = Math.clamp(offset(start, step) / whole * PERCENT, 0, PERCENT - THINNEST);
    double width = Math.clamp(step.fraction("seconds") / whole * PERCENT, THINNEST,
        Math.max(THINNEST, PERCENT - left));
    String name = step.text("step_name");
    return new Bar(Printable.text(name), name.contains("."), number(left), number(width),
        step.text("status"), style(step), clock(step),
        Words.duration(step.fraction("seconds")), result(step));
  }

  /** Its day stands above the table, and is that of nearly every step. */
  private static String clock(Row step) {
    return start(step).map(CLOCK::format).orElse("-");
  }

  private static Optional<LocalDateTime> start(Row row) {
    return Optional.ofNullable(row.time("start_time"));
  }

  private static double offset(LocalDateTime start, Row step) {
    return start(step).map(own -> Duration.between(start, own).toMillis() / 1_000.0).orElse(0.0);
  }

  private static String number(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }

  /** Name of the style of a status. */
  public static String style(Row row) {
    return switch (row.text("status")) {
      case "COMPLETED" -> "good";
      case "STOPPED" -> "attention";
      case "FAILED", "ABANDONED" -> "bad";
      default -> "open";
    };
  }

  private static String result(Row row) {
    return Printable.text(row.text("exit_message").lines().findFirst().orElse(""));
  }
}
