package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** One JSON object a line, for whoever collects logs: {@code at}, {@code event}, and what it is about. */
final class JsonLines implements RunView {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final double MILLIS = 1_000;
  /** ASCII only: a terminal shows these lines as they are. */
  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintWriter out;
  private final Clock clock;
  private String lastWait = "";

  /** Times are told in the zone of the clock. */
  JsonLines(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void started(long executionId, String note) {
    line("started", json -> {
      json.writeNumberProperty("execution", executionId);
      text(json, note);
    });
  }

  @Override
  public synchronized void stepStarted(String step) {
    lastWait = "";
    line("step-started", json -> json.writeStringProperty("step", step));
  }

  @Override
  public synchronized void stepWaits(String step, String reason) {
    if (!lastWait.equals(reason)) {
      line("step-waits", json -> {
        json.writeStringProperty("step", step);
        text(json, reason);
      });
    }
    lastWait = reason;
  }

  @Override
  public void stepEnded(String step, String status, Duration time, String summary) {
    line("step-ended", json -> {
      json.writeStringProperty("step", step);
      json.writeStringProperty("status", status);
      seconds(json, "seconds", time);
      text(json, summary);
    });
  }

  @Override
  public void notice(String line) {
    line("notice", json -> text(json, line));
  }

  @Override
  public void say(String line) {
    line("note", json -> text(json, line));
  }

  @Override
  public void progress(Progress progress) {
    line("progress", json -> {
      json.writeNumberProperty("execution", progress.execution());
      json.writeStringProperty("job", progress.job());
      json.writeStringProperty("migration", progress.migration());
      seconds(json, "seconds", progress.time());
      json.writeNumberProperty("stepsDone", progress.stepsDone());
      json.writeNumberProperty("files", progress.files());
      json.writeNumberProperty("bytes", progress.bytes());
      json.writeNumberProperty("problems", progress.problems());
      progress.left().ifPresent(left -> left(json, left));
      json.writeArrayPropertyStart("steps");
      progress.steps().forEach(step -> step(json, step));
      json.writeEndArray();
    });
  }

  /** How it ended: the same words as for people. */
  void ended(String outcome, int exitCode, String words) {
    line("ended", json -> {
      json.writeStringProperty("outcome", outcome);
      json.writeNumberProperty("exit", exitCode);
      text(json, words.strip());
    });
  }

  private static void step(JsonGenerator json, Progress.OfStep step) {
    json.writeStartObject();
    json.writeStringProperty("step", step.name());
    seconds(json, "seconds", step.time());
    json.writeNumberProperty("files", step.files());
    number(json, "goalFiles", step.goalFiles());
    json.writeNumberProperty("bytes", step.bytes());
    number(json, "goalBytes", step.goalBytes());
    step.now().ifPresent(now -> {
      rounded(json, "filesPerSecondNow", now.files());
      rounded(json, "bytesPerSecondNow", now.bytes());
    });
    rounded(json, "filesPerSecond", step.average().files());
    rounded(json, "bytesPerSecond", step.average().bytes());
    json.writeNumberProperty("inFlight", step.inFlight());
    rounded(json, "latencyMillis", step.latencyMillis());
    json.writeNumberProperty("problems", step.problems());
    if (!step.waitsFor().isEmpty()) {
      json.writeStringProperty("waitsFor", step.waitsFor());
    }
    step.left().ifPresent(left -> left(json, left));
    json.writeEndObject();
  }

  private static void left(JsonGenerator json, Left left) {
    seconds(json, "leftSecondsAtLeast", left.atLeast());
    Duration atMost = left.atMost();
    if (atMost != null) {
      seconds(json, "leftSecondsAtMost", atMost);
    }
  }

  private static void text(JsonGenerator json, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty("text", text);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long number) {
    if (number != null) {
      json.writeNumberProperty(name, number);
    }
  }

  private static void seconds(JsonGenerator json, String name, Duration time) {
    json.writeNumberProperty(name, time.toMillis() / MILLIS);
  }

  /** A thousandth is all that such a figure is worth. */
  private static void rounded(JsonGenerator json, String name, double value) {
    json.writeNumberProperty(name, Math.round(value * MILLIS) / MILLIS);
  }

  private synchronized void line(String event, Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("at",
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.now(clock)));
      json.writeStringProperty("event", event);
      content.accept(json);
      json.writeEndObject();
    }
    out.println(text);
    out.flush();
  }

  @Override
  public Duration lookAgainIn(Duration sinceBegin) {
    return INTERVAL;
  }

  @Override
  public void close() {
    out.flush();
  }
}
