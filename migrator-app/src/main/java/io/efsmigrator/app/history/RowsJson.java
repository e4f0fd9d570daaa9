package io.efsmigrator.app.history;

import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer on its way from the owner to a reader.
 *
 * <p>A text cell starts with a letter that says what it is: {@code s} text, {@code i} instant,
 * {@code l} local time; so the reader gets equal cells, not strings that look alike.
 */
final class RowsJson {

  private static final JsonFactory JSON = new JsonFactory();

  private RowsJson() {}

  static String write(Rows rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      json.writeStartArray();
      rows.columns().forEach(json::writeString);
      json.writeEndArray();
      for (List<@Nullable Object> row : rows.cells()) {
        json.writeStartArray();
        row.forEach(cell -> writeCell(json, cell));
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  static Rows read(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      List<String> columns = new ArrayList<>();
      List<List<@Nullable Object>> cells = new ArrayList<>();
      json.nextToken();
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        columns.add(json.getString());
      }
      while (json.nextToken() == JsonToken.START_ARRAY) {
        List<@Nullable Object> row = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json
            .nextToken()) {
          row.add(cell(json, token));
        }
        cells.add(row);
      }
      return new Rows(columns, cells);
    }
  }

  private static void writeCell(JsonGenerator json, @Nullable Object cell) {
    switch (cell) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Instant instant -> json.writeString("i" + instant);
      case LocalDateTime time -> json.writeString("l" + time);
      default -> json.writeString("s" + cell);
    }
  }

  private static @Nullable Object cell(JsonParser json, JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        String text = json.getString();
        String value = text.substring(1);
        yield switch (text.charAt(0)) {
          case 'i' -> Instant.parse(value);
          case 'l' -> LocalDateTime.parse(value);
          default -> value;
        };
      }
    };
  }
}
