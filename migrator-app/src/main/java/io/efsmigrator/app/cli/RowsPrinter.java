package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Rows for programs: names of the view's columns, every cell. A time is ISO 8601 with its offset;
 * Batch keeps the clock on the wall of the host, which is taken for the one on the wall of this one.
 */
final class RowsPrinter {

  /** ASCII only: whatever a name holds, a terminal is not steered by it. */
  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private RowsPrinter() {}

  static void json(PrintWriter out, Rows rows) {
    out.println(written(json -> array(json, rows)));
  }

  /** One object, with an array of rows for each table. */
  static void json(PrintWriter out, SequencedMap<String, Rows> tables) {
    out.println(written(json -> {
      json.writeStartObject();
      tables.forEach((name, rows) -> {
        json.writeRaw("\n");
        json.writeName(name);
        array(json, rows);
      });
      json.writeRaw("\n");
      json.writeEndObject();
    }));
  }

  private static String written(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(json);
    }
    return text.toString();
  }

  private static void array(JsonGenerator json, Rows rows) {
    json.writeStartArray();
    for (List<@Nullable Object> row : rows.cells()) {
      json.writeRaw("\n  ");
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeName(rows.columns().get(i));
        cell(json, row.get(i));
      }
      json.writeEndObject();
    }
    json.writeRaw("\n");
    json.writeEndArray();
  }

  /** The tables below each other, each with its header, an empty line between them. */
  static void csv(PrintWriter out, SequencedMap<String, Rows> tables) {
    String between = "";
    for (Rows rows : tables.values()) {
      out.print(between);
      csv(out, rows);
      between = "\r\n";
    }
  }

  static void csv(PrintWriter out, Rows rows) {
    out.print(String.join(",", rows.columns()) + "\r\n");
    for (List<@Nullable Object> row : rows.cells()) {
      out.print(row.stream().map(RowsPrinter::field).collect(Collectors.joining(",")) + "\r\n");
    }
  }

  private static String text(Object cell) {
    return cell instanceof LocalDateTime time
        ? time.atZone(ZoneId.systemDefault()).toOffsetDateTime().toString()
        : cell.toString();
  }

  private static void cell(JsonGenerator json, @Nullable Object cell) {
    switch (cell) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(text(cell));
    }
  }

  /** A spreadsheet takes a text that begins so for a formula; behind an apostrophe it does not. */
  private static String harmless(Object cell, String text) {
    return cell instanceof String && !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0
        ? "'" + text
        : text;
  }

  /** A terminal shows CSV as it is, so control characters are escaped here too. */
  private static String field(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    String text = harmless(cell, Printable.text(text(cell)));
    return text.contains(",") || text.contains("\"")
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
