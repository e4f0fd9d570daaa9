package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.history.Words;
import io.efsmigrator.app.outcome.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * A terminal: what has ended scrolls away above, what goes on is rewritten in place below.
 *
 * <p>The size is asked for at every change, so the window may be changed at any time. Nothing is read
 * and no signal is taken: Ctrl-C stays with the run.
 */
final class LiveScreen implements RunView {

  /** Whether words are colored; colors only repeat what the words say. */
  enum Colors {
    ON,
    OFF
  }

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final int NARROWEST = 40;

  private final Terminal terminal;
  private final Colors colors;
  private final Display display;
  /** What each step at work was last known to do, in words, as long as the database has no figures. */
  private final Map<String, String> atWork = new LinkedHashMap<>();
  private @Nullable Progress progress;

  /** Takes the terminal over and closes it at the end. */
  LiveScreen(Terminal terminal, Colors colors) {
    this.terminal = terminal;
    this.colors = colors;
    this.display = new Display(terminal, false);
  }

  @Override
  public synchronized void started(long executionId, String note) {
    above("execution " + executionId + (note.isEmpty() ? "" : ": " + note));
  }

  @Override
  public synchronized void stepStarted(String step) {
    atWork.put(step, "running");
    draw();
  }

  @Override
  public synchronized void stepWaits(String step, String reason) {
    atWork.put(step, "waiting: " + reason);
    draw();
  }

  @Override
  public synchronized void stepEnded(String step, String status, Duration time, String summary) {
    atWork.remove(step);
    String begin = "%s%-10s %10s  ".formatted(ProgressText.column(step), status,
        Words.duration(time));
    above(prose(begin, summary, line -> colored(line, begin.indexOf(status), status)));
  }

  @Override
  public synchronized void notice(String line) {
    above(prose(ProgressText.column(""), line, AttributedString::new));
  }

  /** Continued below its own beginning; the first line is made by the caller. */
  private List<AttributedString> prose(String begin, String text,
      Function<String, AttributedString> first) {
    List<AttributedString> shown = new ArrayList<>();
    for (String line : Table.wrapped(Printable.text(text),
        Math.max(NARROWEST / 2, width() - begin.length()))) {
      shown.add(shown.isEmpty()
          ? first.apply((begin + line).stripTrailing())
          : new AttributedString(" ".repeat(begin.length()) + line));
    }
    return shown;
  }

  @Override
  public synchronized void say(String line) {
    above(line);
  }

  @Override
  public synchronized void progress(Progress now) {
    progress = now;
    draw();
  }

  @Override
  public Duration lookAgainIn(Duration sinceBegin) {
    return INTERVAL;
  }

  @Override
  public synchronized void close() {
    atWork.clear();
    progress = null;
    draw();
    try {
      terminal.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int width() {
    return Math.max(NARROWEST, terminal.getSize().getColumns() - 1);
  }

  private void above(String line) {
    above(List.of(new AttributedString(Printable.text(line))));
  }

  private void above(List<AttributedString> lines) {
    resize();
    display.update(List.of(), 0);
    lines.forEach(line -> line.println(terminal));
    draw();
  }

  private void draw() {
    resize();
    int width = width();
    List<String> lines = new ArrayList<>();
    Progress known = progress;
    atWork.forEach((step, words) -> {
      boolean hasFigures = known != null
          && known.steps().stream().anyMatch(one -> one.name().equals(step));
      boolean hasParts = atWork.keySet().stream().anyMatch(one -> one.startsWith(step + "."));
      if (!hasParts && (!hasFigures || words.startsWith("waiting"))) {
        lines.add(Printable.text(ProgressText.column(step) + words));
      }
    });
    if (known != null) {
      lines.addAll(ProgressText.block(atWorkOnly(known), width));
    }
    int most = Math.max(1, terminal.getSize().getRows() - 1);
    display.update(lines.stream().limit(most)
        .map(line -> new AttributedString(line).columnSubSequence(0, width)).toList(), 0);
    terminal.flush();
  }

  /** What has ended since the last look, or is known to wait, is no longer shown at work. */
  private Progress atWorkOnly(Progress known) {
    return new Progress(known.execution(), known.job(), known.migration(), known.time(),
        known.stepsDone(), known.steps().stream()
            .filter(step -> !atWork.getOrDefault(step.name(), "waiting").startsWith("waiting"))
            .toList(),
        known.files(), known.bytes(), known.problems(), known.left());
  }

  private void resize() {
    display.resize(terminal.getSize());
  }

  private AttributedString colored(String line, int from, String status) {
    if (colors == Colors.OFF) {
      return new AttributedString(line);
    }
    AttributedStyle style = AttributedStyle.BOLD.foreground(switch (status) {
      case "COMPLETED" -> AttributedStyle.GREEN;
      case "FAILED" -> AttributedStyle.RED;
      default -> AttributedStyle.YELLOW;
    });
    return AttributedString.join(AttributedString.EMPTY,
        new AttributedString(line.substring(0, from)), new AttributedString(status, style),
        new AttributedString(line.substring(from + status.length())));
  }
}
