package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.time.Duration;

/** Says nothing as long as nothing is wrong. */
final class QuietLines implements RunView {

  private static final Duration NEVER = Duration.ofDays(1);

  private final PrintWriter err;

  /** What is wrong is said there. */
  QuietLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void started(long executionId, String note) {}

  @Override
  public void stepStarted(String step) {}

  @Override
  public void stepWaits(String step, String reason) {}

  @Override
  public void stepEnded(String step, String status, Duration time, String summary) {}

  @Override
  public void notice(String line) {
    err.println(Printable.text(line));
    err.flush();
  }

  @Override
  public void progress(Progress progress) {}

  @Override
  public void say(String line) {}

  @Override
  public Duration lookAgainIn(Duration sinceBegin) {
    return NEVER;
  }

  @Override
  public void close() {}
}
