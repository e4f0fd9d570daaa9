package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.app.report.PlotData;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.app.report.Throughput;
import io.efsmigrator.app.report.Timeline;
import io.efsmigrator.app.report.Verdict;
import io.efsmigrator.app.serve.LiveView.Fact;
import io.efsmigrator.app.serve.LiveView.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what was read into words: times of one zone, numbers with units, every text printable. */
record LiveWords(PageSettings settings) {

  /** More rows are of no use on a page that moves; the report has them. */
  private static final int MAX_PROBLEMS = 100;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss",
      Locale.ROOT);

  /** The time of day, with the zone of all times on the page. */
  String now() {
    return CLOCK.format(settings.clock().instant().atZone(settings.zone())) + " "
        + settings.zone().getId();
  }

  LiveView unreadable(OperatorError error) {
    return new LiveView(Printable.text(error.what()) + " " + Printable.text(error.remedy()),
        List.of(), null);
  }

  LiveView view(Overview overview, Optional<Detail> detail) {
    List<LiveView.Line> lines = overview.migrations().reversed().stream()
        .map(last -> line(overview, last)).toList();
    return new LiveView("", lines, detail.map(this::chosen).orElse(null));
  }

  private static LiveView.Line line(Overview overview, Row last) {
    String id = last.text("migration_id");
    Standing standing = overview.isRunning(last)
        ? running()
        : overview.isInterrupted(last) ? interrupted() : standing(last);
    return new LiveView.Line(Printable.text(id), last.text("job_name"), standing,
        Printable.text(last.text("source") + " → " + last.text("target")),
        Words.time(last.time("start_time")), Words.count(overview.openProblems(id)),
        overview.owed(id) == 0 ? "-" : Words.count(overview.owed(id)));
  }

  private LiveView.Chosen chosen(Detail detail) {
    Report report = detail.report();
    Verdict verdict = Verdict.of(report);
    Standing standing = switch (detail.state()) {
      case RUNNING -> running();
      case INTERRUPTED -> interrupted();
      case OVER ->
        new Standing(verdict.level().style(), verdict.level().sign(), verdict.text());
    };
    Row last = detail.last();
    List<Row> problems = report.rows("problems");
    long open = report.rows("problemCounts").stream()
        .filter(row -> row.text("state").equals("OPEN")).mapToLong(row -> row.number("problems"))
        .sum();
    long more = open - Math.min(MAX_PROBLEMS, problems.size());
    return new LiveView.Chosen(Printable.text(report.migration()), standing,
        detail.state() == Detail.State.OVER ? verdict.detail() : "", alerts(detail),
        actions(detail), facts(detail),
        "Execution " + last.number("job_execution_id") + ", try " + last.text("attempt"),
        steps(detail),
        report.rows("problemCounts").stream()
            .map(row -> cells(row.text("pass"), row.text("kind"), row.text("state"),
                Words.count(row.number("problems"))))
            .toList(),
        problems.stream().limit(MAX_PROBLEMS)
            .map(row -> cells(row.text("pass"), row.text("kind"), row.text("errno"),
                row.text("attempts"), row.text("path_text"), row.text("detail")))
            .toList(),
        more > 0 ? "and " + Words.count(more) + " more" : "",
        report.rows("executions").reversed().stream().map(row -> attempt(detail, row)).toList(),
        report.rows("obligations").stream().map(this::owed).toList());
  }

  private List<Timeline.Bar> steps(Detail detail) {
    if (detail.state() != Detail.State.RUNNING) {
      return Timeline.of(detail.last(), detail.steps()).bars();
    }
    return Timeline.of(untilNow(detail, detail.last()),
        detail.steps().stream().map(step -> untilNow(detail, step)).toList()).bars();
  }

  /** The row of what goes on says how long it took up to its last write. */
  private Row untilNow(Detail detail, Row row) {
    LocalDateTime start = row.time("start_time");
    if (start == null || row.time("end_time") != null) {
      return row;
    }
    LocalDateTime now = LocalDateTime.ofInstant(detail.report().madeAt(), settings.zone());
    List<@Nullable Object> cells = new ArrayList<>(row.cells());
    cells.set(row.columns().indexOf("seconds"),
        Math.max(row.fraction("seconds"), Duration.between(start, now).toMillis() / 1_000.0));
    return new Row(row.columns(), cells);
  }

  private LiveView.Attempt attempt(Detail detail, Row row) {
    boolean last = row.number("job_execution_id") == detail.last().number("job_execution_id");
    Standing standing = !last || detail.state() == Detail.State.OVER
        ? standing(row)
        : detail.state() == Detail.State.RUNNING ? running() : interrupted();
    return new LiveView.Attempt(row.text("job_execution_id"), row.text("attempt"), standing,
        Words.time(row.time("start_time")),
        Words
            .duration((last && detail.state() == Detail.State.RUNNING ? untilNow(detail, row) : row)
                .fraction("seconds")),
        firstLine(row.text("exit_message")));
  }

  private static List<String> alerts(Detail detail) {
    List<String> alerts = new ArrayList<>();
    if (!detail.stalled().isEmpty()) {
      alerts.add("No answer: " + Printable.text(detail.stalled())
          + ". The run goes on by itself when it answers.");
    }
    if (detail.writersPaused()) {
      alerts.add(detail.state() == Detail.State.RUNNING
          ? "The writers are paused; the cutover goes on."
          : "The writers are paused: the nodes record nothing until somebody acts.");
    }
    return alerts;
  }

  private List<String> actions(Detail detail) {
    List<String> words = new ArrayList<>();
    if (settings.steering().filter(it -> it.migration().equals(detail.report().migration()))
        .isPresent()) {
      if (detail.canStop()) {
        words.add("stop");
      }
      if (detail.canApprove()) {
        words.add("approve");
      }
      if (detail.canRestart()) {
        words.add("restart");
      }
    }
    return words;
  }

  private static List<Fact> facts(Detail detail) {
    Row last = detail.last();
    Report report = detail.report();
    Throughput speed = PlotData.of(report, ZoneOffset.UTC).speed();
    List<Fact> facts = new ArrayList<>(List.of(new Fact("Job", last.text("job_name")),
        new Fact("From", Printable.text(last.text("source"))),
        new Fact("To", Printable.text(last.text("target"))),
        new Fact("Started", Words.time(last.time("start_time")))));
    Copied copied = Copied.of(report);
    if (copied.files() > 0) {
      facts.add(new Fact("Copied", Words.count(copied.files()) + " entries, "
          + Words.bytes(copied.bytes())));
      facts.add(new Fact("At best", String.format(Locale.ROOT, "%,.0f files/s, %,.1f MiB/s",
          speed.peakFiles(), speed.peakMib())));
    }
    if (detail.state() == Detail.State.RUNNING) {
      facts.add(new Fact("Left to scan, copy and verify",
          detail.left().map(Left::toString).orElse("-")));
    }
    return facts;
  }

  private List<String> owed(Row row) {
    return cells(row.text("file_system_id"), row.text("raised_to"), row.text("lower_to"),
        row.text("cost_per_day_usd"), at(row.instant("earliest_at")),
        row.cell("met_at") == null ? "still owed" : "met " + at(row.instant("met_at")));
  }

  private String at(@Nullable Instant instant) {
    return instant == null
        ? "-"
        : Words.time(LocalDateTime.ofInstant(instant, settings.zone()));
  }

  private static Standing running() {
    return new Standing("open", "▶", "running");
  }

  private static Standing interrupted() {
    return new Standing("bad", "✗", "interrupted: its process is gone");
  }

  private static Standing standing(Row execution) {
    String style = Timeline.style(execution);
    String sign = switch (style) {
      case "good" -> "✓";
      case "attention" -> "!";
      case "bad" -> "✗";
      default -> "…";
    };
    return new Standing(style, sign, execution.text("status").toLowerCase(Locale.ROOT));
  }

  private static List<String> cells(String... cells) {
    return Arrays.stream(cells).map(Printable::text).toList();
  }

  private static String firstLine(String text) {
    return Printable.text(text.lines().findFirst().orElse(""));
  }
}
