package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tables of the page, every cell a text that is safe to show. */
record ReportTables(Function<Instant, String> time, int most) {

  /** A row of the page: cells in order, and what unfolds below them. */
  record Line(List<String> cells, String unfolds, boolean hasMore) {

    static Line of(String... cells) {
      return new Line(List.of(cells).stream().map(Printable::text).toList(), "", false);
    }
  }

  Map<String, Object> of(Report report) {
    Map<String, Object> tables = new HashMap<>();
    put(tables, "problems", report.rows("problems"),
        row -> Line.of(row.text("pass"), row.text("kind"), row.text("errno"), row.text("attempts"),
            row.text("path_text"), row.text("detail")));
    put(tables, "problemCounts", report.rows("problemCounts"),
        row -> Line.of(row.text("pass"), row.text("kind"), row.text("state"),
            Words.count(row.number("problems"))));
    put(tables, "findings", report.rows("findings"),
        row -> Line.of(row.text("job_execution_id"), row.text("level"), row.text("topic"),
            (row.text("text") + " " + row.text("remedy")).strip()));
    put(tables, "obligations", report.rows("obligations"),
        row -> Line.of(row.text("file_system_id"), row.text("raised_to"), row.text("lower_to"),
            row.text("cost_per_day_usd"), at(row, "earliest_at"),
            row.cell("met_at") == null ? "STILL OWED" : "met " + at(row, "met_at")));
    put(tables, "approvals", report.rows("approvals"),
        row -> Line.of(row.text("gate"), row.text("actor"), at(row, "decided_at"),
            row.text("comment")));
    put(tables, "commands", report.rows("commands"), this::command);
    return tables;
  }

  private Line command(Row row) {
    Instant started = row.instant("started_at");
    Instant ended = row.instant("ended_at");
    String took = started == null || ended == null
        ? "-"
        : Words.duration(Duration.between(started, ended));
    String output = Lines.of(row.text("out"), row.text("err"));
    return new Line(Line.of(row.text("node"), row.text("step"), row.text("attempt"),
        at(row, "started_at"), took, row.text("state"), row.text("exit_code"),
        row.text("argv").replace('\n', ' ')).cells(), output, !output.isEmpty());
  }

  private String at(Row row, String column) {
    Instant instant = row.instant(column);
    return instant == null ? "-" : time.apply(instant);
  }

  /** Beside the lines how many there are in all, for a page that does not show them all. */
  private void put(Map<String, Object> tables, String name, List<Row> rows,
      Function<Row, Line> line) {
    tables.put(name, rows.stream().limit(most).map(line).toList());
    tables.put(name + "Any", !rows.isEmpty());
    tables.put(name + "More",
        rows.size() > most ? "and " + Words.count(rows.size() - most) + " more" : "");
  }

  /** Output of a command, line by line made harmless, lines kept. */
  private static final class Lines {

    static String of(String out, String err) {
      StringBuilder text = new StringBuilder();
      out.lines().forEach(line -> text.append(Printable.text(line)).append('\n'));
      err.lines().forEach(line -> text.append("stderr: ").append(Printable.text(line))
          .append('\n'));
      return text.toString();
    }
  }
}
