package io.efsmigrator.app.job;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Tells the person at the terminal how the run goes: a line when a step begins, waits for something
 * new, or ends. Plain text with the time first, so that it can be kept in a file.
 */
public final class ProgressLines implements StepExecutionListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final Clock clock;
  private final Map<String, String> waitingFor = new ConcurrentHashMap<>();

  /** Prints to the given stream, with times of the given clock. */
  public ProgressLines(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void beforeStep(StepExecution step) {
    print(step.getStepName(), "started", "");
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution step) {
    LocalDateTime start = step.getStartTime();
    LocalDateTime end = step.getEndTime();
    String took = start == null || end == null ? "" : duration(Duration.between(start, end));
    String summary = switch (step.getStatus()) {
      case COMPLETED -> step.getExitStatus().getExitDescription();
      default -> step.getFailureExceptions().isEmpty()
          ? ""
          : ExitDescriptions.sentence(step.getFailureExceptions().getFirst());
    };
    print(step.getStepName(), step.getStatus().name().toLowerCase(Locale.ROOT),
        (took + "  " + summary).strip());
    return null;
  }

  /** Says what a step waits for, once for each new reason. */
  void waiting(String step, String reason) {
    if (!reason.equals(waitingFor.put(step, reason))) {
      print(step, "waiting", reason);
    }
  }

  /** Prints a line of a step that has something to tell. */
  void say(String step, String text) {
    print(step, "", text);
  }

  private void print(String step, String state, String text) {
    String time = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME);
    String line = String.format("%s  %-22s %-10s %s", time, step, state, text).stripTrailing();
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static String duration(Duration time) {
    if (time.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toMinutes() < 1
        ? time.toSeconds() + " s"
        : String.format("%d min %02d s", time.toMinutes(), time.toSecondsPart());
  }
}
