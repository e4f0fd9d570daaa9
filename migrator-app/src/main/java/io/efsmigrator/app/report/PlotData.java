package io.efsmigrator.app.report;

import java.io.StringWriter;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a page's script draws, as JSON that can stand inside of a page. */
public record PlotData(Throughput speed, Marks marks, ZoneId zone) {

  /** The curves of a report, its moments in that zone. */
  public static PlotData of(Report report, ZoneId zone) {
    return new PlotData(Throughput.of(report.rows("progress"), report.rows("partitions")),
        Marks.of(report, zone), zone);
  }

  /** The same as one object. */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("zone", zone.getId());
      json.writeArrayPropertyStart("at");
      for (int i = 0; i < speed.copiedFiles().size(); i++) {
        json.writeNumber(speed.start() + i * speed.slotSeconds());
      }
      json.writeEndArray();
      series(json, "copiedFiles", speed.copiedFiles());
      series(json, "copiedMib", speed.copiedMib());
      series(json, "verifiedFiles", speed.verifiedFiles());
      series(json, "latencyMillis", speed.latencyMillis());
      json.writeArrayPropertyStart("marks");
      for (Marks.Mark mark : marks.marks()) {
        json.writeStartObject();
        json.writeNumberProperty("at", mark.at());
        json.writeStringProperty("text", mark.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    // Inside of a script element only "<" could end it; as an escape it is the same JSON.
    return text.toString().replace("<", "\\u003c");
  }

  private static void series(JsonGenerator json, String name, List<Double> values) {
    json.writeArrayPropertyStart(name);
    for (double value : values) {
      json.writeNumber(Math.round(value * 100) / 100.0);
    }
    json.writeEndArray();
  }
}
