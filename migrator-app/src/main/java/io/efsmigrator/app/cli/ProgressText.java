package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a run is, in words: on one line each for a log, in as many as the screen needs for people. */
final class ProgressText {

  private static final String SEPARATOR = ", ";
  private static final int NAME = 21;
  private static final double FEW = 10;

  private ProgressText() {}

  /** A name, padded so that what follows stands in a column. */
  static String column(String name) {
    return ("%-" + NAME + "s ").formatted(name);
  }

  /** A step that has ended, on one line. */
  static String ended(String step, String status, Duration time, String summary) {
    return Printable.text("%s%-10s %10s  %s".formatted(column(step), status,
        Words.duration(time), summary).stripTrailing());
  }

  /** One line for each step at work. */
  static List<String> lines(Progress progress) {
    return progress.steps().stream()
        .map(step -> Printable.text(column(step.name()) + String.join(SEPARATOR, phrases(step))))
        .toList();
  }

  /** Every step at work, and all of it, in so many columns. */
  static List<String> block(Progress progress, int width) {
    List<String> lines = new ArrayList<>();
    progress.steps().forEach(step -> wrap(lines, step.name(), phrases(step), width));
    wrap(lines, "execution " + progress.execution(), phrases(progress), width);
    return lines;
  }

  private static List<String> phrases(Progress all) {
    List<String> phrases = new ArrayList<>();
    phrases.add("running " + Words.duration(all.time()));
    phrases.add(all.stepsDone() == 1 ? "1 step done" : all.stepsDone() + " steps done");
    if (all.files() > 0) {
      phrases.add(Words.count(all.files()) + " entries and " + Words.bytes(all.bytes())
          + " copied");
    }
    phrases.add(all.problems() == 0 ? "no open problems" : problems(all.problems()) + " open");
    phrases.add("left in all: " + all.left().map(Left::toString).orElse("-"));
    return phrases;
  }

  private static List<String> phrases(Progress.OfStep step) {
    List<String> phrases = new ArrayList<>();
    if (!step.waitsFor().isEmpty()) {
      phrases.add("waiting: " + step.waitsFor());
    }
    phrases.addAll(amounts(step));
    step.now().ifPresent(now -> phrases.add("now " + rate(now)));
    if (step.average().files() > 0) {
      phrases.add("average " + rate(step.average()));
    }
    if (step.inFlight() > 0) {
      phrases.add(Words.count(step.inFlight()) + " in flight");
    }
    if (step.latencyMillis() > 0) {
      phrases.add(String.format(Locale.ROOT, "%,.1f ms each", step.latencyMillis()));
    }
    if (step.problems() > 0) {
      phrases.add(problems(step.problems()));
    }
    step.left().ifPresentOrElse(left -> phrases.add("left: " + left), () -> {
      if (step.goalFiles() == null && step.name().endsWith("copyFiles")) {
        phrases.add("left: not known while the scan goes on");
      }
    });
    phrases.add("for " + Words.duration(step.time()));
    return phrases;
  }

  private static List<String> amounts(Progress.OfStep step) {
    List<String> amounts = new ArrayList<>();
    Long goal = step.goalFiles();
    if (goal != null && goal > 0) {
      amounts.add(Math.min(100, 100 * step.files() / goal) + " %");
      amounts.add(Words.count(step.files()) + " of " + Words.count(goal) + " entries");
    } else if (step.files() > 0) {
      amounts.add(Words.count(step.files()) + " entries");
    }
    Long bytes = step.goalBytes();
    if (bytes != null && bytes > 0) {
      amounts.add(Words.bytes(step.bytes()) + " of " + Words.bytes(bytes));
    } else if (step.bytes() > 0) {
      amounts.add(Words.bytes(step.bytes()));
    }
    return amounts;
  }

  private static String problems(long number) {
    return number == 1 ? "1 problem" : Words.count(number) + " problems";
  }

  private static String rate(Progress.Rate rate) {
    String files = String.format(Locale.ROOT, rate.files() < FEW ? "%.1f/s" : "%,.0f/s",
        rate.files());
    return rate.bytes() > 0 ? files + " " + Words.bytes(Math.round(rate.bytes())) + "/s" : files;
  }

  /** A phrase stays on one line, unless the line is too short for it alone. */
  private static void wrap(List<String> lines, String name, List<String> phrases, int width) {
    StringBuilder line = new StringBuilder(Printable.text(column(name)));
    boolean first = true;
    for (String phrase : phrases) {
      String printable = Printable.text(phrase);
      if (!first && line.length() + SEPARATOR.length() + printable.length() >= width) {
        lines.add(line + ",");
        line = new StringBuilder(" ".repeat(NAME + 1));
        first = true;
      }
      line.append(first ? "" : SEPARATOR).append(printable);
      first = false;
    }
    lines.add(line.toString());
  }
}
