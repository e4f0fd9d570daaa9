package io.efsmigrator.app.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution is at one moment: the same for the terminal that runs it, for any other one,
 * and for a program.
 *
 * @param time since it began
 * @param stepsDone steps that have ended well in this execution
 * @param steps those at work, the innermost ones; a pass shows its parts
 * @param files entries copied by all passes, earlier executions included
 * @param bytes content copied by them
 * @param problems open ones of the migration
 * @param left how long it will still scan, copy and verify; empty as long as nobody can say
 */
public record Progress(long execution, String job, String migration, Duration time, int stepsDone,
    List<OfStep> steps, long files, long bytes, long problems, Optional<Left> left) {

  public Progress {
    steps = List.copyOf(steps);
  }

  /**
   * One step at work.
   *
   * @param time since it began in this execution
   * @param files entries done, by earlier executions as well
   * @param goalFiles how many there are; null as long as nobody knows
   * @param bytes content done
   * @param goalBytes how much there is; null as long as nobody knows
   * @param now over the last minute; empty if that was not measured
   * @param average over this execution
   * @param inFlight entries at work at a time, over the last minute
   * @param latencyMillis mean time of one entry, over the last minute; 0 if not measured
   * @param problems found in this execution by this step
   * @param waitsFor something outside; empty if it works
   * @param left how long it will take; empty as long as nobody can say
   */
  public record OfStep(String name, Duration time, long files, @Nullable Long goalFiles, long bytes,
      @Nullable Long goalBytes, Optional<Rate> now, Rate average, long inFlight,
      double latencyMillis, long problems, String waitsFor, Optional<Left> left) {}

  /** How much a second. */
  public record Rate(double files, double bytes) {

    static Rate of(long files, long bytes, Duration time) {
      double seconds = Math.max(1, time.toMillis()) / 1_000.0;
      return new Rate(files / seconds, bytes / seconds);
    }
  }
}
