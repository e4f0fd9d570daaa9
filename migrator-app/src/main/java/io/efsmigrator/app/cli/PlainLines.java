package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A line for each thing that happens, with its time and offset: for files, pipes and journals. */
final class PlainLines implements RunView {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration FIRST_PART = Duration.ofMinutes(10);

  private final PrintWriter out;
  private final Clock clock;
  private String lastWait = "";

  /** Times are told in the zone of the clock. */
  PlainLines(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void started(long executionId, String note) {
    keep("execution " + executionId + (note.isEmpty() ? "" : ": " + note));
  }

  @Override
  public synchronized void stepStarted(String step) {
    lastWait = "";
    keep(ProgressText.column(step) + "started");
  }

  @Override
  public synchronized void stepWaits(String step, String reason) {
    // Once is enough: the poll repeats every few seconds.
    if (!lastWait.equals(reason)) {
      keep(ProgressText.column(step) + "waiting: " + reason);
    }
    lastWait = reason;
  }

  @Override
  public void stepEnded(String step, String status, Duration time, String summary) {
    keep(ProgressText.ended(step, status, time, summary));
  }

  @Override
  public void notice(String line) {
    keep(ProgressText.column("") + line);
  }

  @Override
  public void progress(Progress progress) {
    ProgressText.lines(progress).forEach(this::keep);
  }

  @Override
  public void say(String line) {
    keep(line);
  }

  /** Closely at first, when somebody is likely to look; a night makes no thousands of lines. */
  @Override
  public Duration lookAgainIn(Duration sinceBegin) {
    return sinceBegin.compareTo(FIRST_PART) < 0 ? SOON : LATER;
  }

  @Override
  public void close() {
    out.flush();
  }

  private synchronized void keep(String line) {
    out.println(DateTimeFormatter.ISO_OFFSET_DATE_TIME
        .format(OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS)) + " "
        + Printable.text(line));
    out.flush();
  }
}
