package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Prints a run step by step: on a terminal the line of the running step is rewritten in place,
 * elsewhere every line stays.
 */
final class StepLines implements RunListener {

  private static final int WIDTH = 79;

  /** Whether somebody watches. */
  enum Screen {
    TERMINAL,
    LOG
  }

  private final PrintWriter out;
  private final Screen screen;
  private String lastWait = "";
  private boolean transientLine;

  StepLines(PrintWriter out, Screen screen) {
    this.out = out;
    this.screen = screen;
  }

  @Override
  public synchronized void started(long executionId, String note) {
    keep("execution " + executionId + (note.isEmpty() ? "" : ": " + note));
  }

  @Override
  public synchronized void stepStarted(String step) {
    lastWait = "";
    if (screen == Screen.TERMINAL) {
      replace(column(step) + "running");
    } else {
      keep(column(step) + "started");
    }
  }

  @Override
  public synchronized void stepWaits(String step, String reason) {
    if (screen == Screen.TERMINAL) {
      replace(column(step) + "waiting: " + reason);
    } else if (!lastWait.equals(reason)) {
      // Once is enough for a log: the poll repeats every few seconds.
      keep(column(step) + "waiting: " + reason);
    }
    lastWait = reason;
  }

  @Override
  public synchronized void stepProgress(String step, String line) {
    if (screen == Screen.TERMINAL) {
      replace(column(step) + line);
    } else {
      keep(column(step) + line);
    }
  }

  @Override
  public synchronized void stepEnded(String step, String status, Duration time, String summary) {
    keep("%s%-10s %10s  %s".formatted(column(step), status, Words.duration(time), summary)
        .stripTrailing());
  }

  @Override
  public synchronized void notice(String line) {
    keep(column("") + line);
  }

  private static String column(String step) {
    return "%-21s ".formatted(step);
  }

  private void keep(String line) {
    clear();
    out.println(Printable.text(line));
    out.flush();
  }

  private void replace(String line) {
    String printable = Printable.text(line);
    clear();
    out.print(printable.length() > WIDTH ? printable.substring(0, WIDTH) : printable);
    out.flush();
    transientLine = true;
  }

  private void clear() {
    if (transientLine) {
      out.print("\r\u001b[K");
      transientLine = false;
    }
  }
}
