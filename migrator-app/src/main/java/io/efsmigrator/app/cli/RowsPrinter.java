package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows for programs: names of the view's columns, every cell. A time is ISO 8601 with its offset;
 * Batch keeps the clock on the wall of the host, which is taken for the one on the wall of this one.
 */
final class RowsPrinter {

  private RowsPrinter() {}

  static void json(PrintWriter out, Rows rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
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
    out.println(text);
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

  /** A terminal shows CSV as it is, so control characters are escaped here too. */
  private static String field(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    String text = Printable.text(text(cell));
    return text.contains(",") || text.contains("\"")
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
