package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.scan.TreeSample;
import io.efsmigrator.stage.CopyOutlook;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.GuideStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A plan for programs. Keys are only ever added: a script that reads one will find it in later
 * versions. Times are whole seconds, sizes bytes, money US dollars.
 */
final class PlanJson {

  private PlanJson() {}

  static void write(PrintWriter out, MigrationConfig config, List<Finding> findings,
      CopyOutlook outlook) {
    MigrationPlan plan = config.plan();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("migration", plan.id().toString());
      json.writeStringProperty("region", plan.region().toString());
      json.writeStringProperty("source", plan.id().source().toString());
      json.writeBooleanProperty("launchable",
          findings.stream().noneMatch(finding -> finding.level() == Finding.Level.BLOCK));
      json.writeName("stages");
      json.writeStartArray();
      for (GuideStage stage : GuideStage.values()) {
        json.writeString(stage.stepName());
      }
      json.writeEndArray();
      Effects effects = Effects.of(plan);
      list(json, "created", effects.created());
      list(json, "changed", effects.changed());
      list(json, "runsOnNodes", effects.onNodes());
      list(json, "deleted", List.of());
      size(json, outlook.sample());
      estimate(json, outlook);
      prices(json, config.prices());
      findings(json, findings);
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void list(JsonGenerator json, String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void size(JsonGenerator json, TreeSample sample) {
    json.writeName("size");
    json.writeStartObject();
    json.writeNumberProperty("files", sample.files());
    json.writeNumberProperty("directories", sample.directories());
    json.writeNumberProperty("bytes", sample.bytes());
    json.writeStringProperty("basis", sample.basis().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
  }

  private static void estimate(JsonGenerator json, CopyOutlook outlook) {
    json.writeName("estimate");
    json.writeStartObject();
    json.writeNumberProperty("filesPerSecond", Math.round(outlook.filesPerSecond()));
    json.writeNumberProperty("copySeconds", outlook.copy().toSeconds());
    json.writeNumberProperty("verifySeconds", outlook.verify().toSeconds());
    json.writeNumberProperty("sourceCreditBytes", outlook.sourceCredits());
    json.writeNumberProperty("targetCreditBytes", outlook.targetCredits());
    CopyOutlook.Costs costs = outlook.costs();
    json.writeNumberProperty("storageUsdPerDay", costs.storageDay());
    json.writeNumberProperty("raisedUsdPerDay", costs.raisedDay());
    json.writeNumberProperty("guideRaisedUsdPerDay", costs.guideDay());
    json.writeNumberProperty("elasticUsdOnce", costs.elasticOnce());
    json.writeEndObject();
  }

  private static void prices(JsonGenerator json, Prices prices) {
    json.writeName("prices");
    json.writeStartObject();
    json.writeStringProperty("basis", prices.basis());
    json.writeStringProperty("asOf", prices.asOf().toString());
    json.writeEndObject();
  }

  private static void findings(JsonGenerator json, List<Finding> findings) {
    json.writeName("findings");
    json.writeStartArray();
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringProperty("level", finding.level().name());
      json.writeStringProperty("about", finding.topic());
      json.writeStringProperty("text", finding.text());
      json.writeStringProperty("remedy", finding.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
