package io.efsmigrator.app.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The report as one HTML file: styles, scripts and data are in it, and its policy forbids it to load
 * anything else.
 */
public final class ReportPage {

  /** More rows of one table are of no use on a page; the JSON form has them all. */
  private static final int MAX_ROWS = 500;
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss",
      Locale.ROOT);

  private final ZoneId zone;

  /** A page whose times are those of that zone, which it names. */
  public ReportPage(ZoneId zone) {
    this.zone = zone;
  }

  /** The whole page. */
  public String render(Report report) {
    String library = resource(UPLOT + "uPlot.iife.min.js");
    String plots = resource("look/plots.js");
    String script = resource("report.js");
    Map<String, Object> page = new HashMap<>(head(report));
    page.put("css", resource(UPLOT + "uPlot.min.css") + resource("look/look.css"));
    page.put("library", library);
    page.put("plots", plots);
    page.put("script", script);
    page.put("libraryHash", hash(library));
    page.put("plotsHash", hash(plots));
    page.put("scriptHash", hash(script));
    page.put("timelines", timelines(report));
    page.put("sizes", sizes(report));
    page.put("proof", proof(report));
    page.putAll(speed(report));
    page.putAll(new ReportTables(this::instant, MAX_ROWS).of(report));
    Template template = Mustache.compiler().escapeHTML(true).strictSections(true)
        .compile(resource("report.html"));
    return template.execute(page);
  }

  private Map<String, Object> head(Report report) {
    Verdict verdict = Verdict.of(report);
    Row first = report.rows("executions").getFirst();
    Row last = report.last();
    List<Fact> facts = new ArrayList<>(List.of(new Fact("Migration", report.migration()),
        new Fact("Job", last.text("job_name")), new Fact("From", last.text("source")),
        new Fact("To", last.text("target")),
        new Fact("First started", Words.time(first.time("start_time"))),
        new Fact("Last ended", Words.time(last.time("end_time"))),
        new Fact("Executions", String.valueOf(report.rows("executions").size()))));
    window(report).ifPresent(window -> facts.add(new Fact("Cutover window", window)));
    return Map.of("verdict", verdict, "facts",
        facts.stream().map(fact -> new Fact(fact.name(), Printable.text(fact.value()))).toList(),
        "madeAt", instant(report.madeAt()), "zone",
        zone + " (" + zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + ")", "title",
        Printable.text(report.migration()));
  }

  /** From the first word to the writers to the Primary's return to work, if it came to that. */
  private static Optional<String> window(Report report) {
    Optional<LocalDateTime> paused = report.rows("steps").stream()
        .filter(step -> step.text("step_name").equals(GuideStage.QUIESCE.stepName()))
        .map(step -> step.time("start_time")).filter(Objects::nonNull).findFirst();
    Optional<LocalDateTime> back = report.rows("steps").stream()
        .filter(step -> step.text("step_name").equals(GuideStage.SWITCH_PRIMARY.stepName())
            && step.text("status").equals("COMPLETED"))
        .map(step -> step.time("end_time")).filter(Objects::nonNull).findFirst();
    return paused.flatMap(from -> back
        .map(to -> Words.duration(Duration.between(from, to)) + ", from " + Words.time(from)));
  }

  private static List<Timeline> timelines(Report report) {
    return report.rows("executions").stream()
        .map(execution -> Timeline.of(execution,
            report.rows("steps").stream()
                .filter(step -> step.number("job_execution_id") == execution
                    .number("job_execution_id"))
                .toList()))
        .toList();
  }

  private static List<SizeBar> sizes(Report report) {
    List<SizeBar> bars = new ArrayList<>();
    report.sizes().ifPresent(sizes -> {
      long most = Math.max(1, sizes.counts().stream().mapToLong(Long::longValue).max().orElse(1));
      for (int i = 0; i < sizes.counts().size(); i++) {
        long count = sizes.counts().get(i);
        bars.add(new SizeBar(Sizes.label(i), Words.count(count),
            String.format(Locale.ROOT, "%.2f", count * 100.0 / most)));
      }
    });
    return bars;
  }

  /** What was proved, and when: the words of the steps that compare. */
  private static List<Fact> proof(Report report) {
    return report.rows("steps").stream()
        .filter(step -> step.text("step_name").startsWith("verify")
            || step.text("step_name").startsWith("finalPass"))
        .filter(step -> !step.text("exit_message").isEmpty())
        .map(step -> new Fact(
            Printable.text(step.text("step_name")) + ", " + Words.time(step.time("end_time")),
            Printable.text(step.text("exit_message").lines().findFirst().orElse(""))))
        .toList();
  }

  private Map<String, Object> speed(Report report) {
    PlotData data = PlotData.of(report, zone);
    Throughput speed = data.speed();
    return Map.of("hasSpeed", !speed.copiedFiles().isEmpty(), "peakFiles",
        String.format(Locale.ROOT, "%,.0f", speed.peakFiles()), "peakMib",
        String.format(Locale.ROOT, "%,.1f", speed.peakMib()), "slot",
        Words.duration(Duration.ofSeconds(speed.slotSeconds())), "data",
        data.json());
  }

  private String instant(Object instant) {
    return TIME.format(((java.time.Instant) instant).atZone(zone));
  }

  private static String hash(String script) {
    try {
      return "sha256-" + Base64.getEncoder().encodeToString(
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A name and what belongs to it. */
  record Fact(String name, String value) {}

  /** One class of file sizes. */
  record SizeBar(String label, String count, String width) {}
}
