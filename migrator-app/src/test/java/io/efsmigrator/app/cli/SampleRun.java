package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Left;
import io.efsmigrator.app.history.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a view is told of a migration, with a target whose name wants to steer the terminal. */
final class SampleRun {

  private static final long MIB = 1 << 20;
  private static final String HOSTILE = "<script>alert(1)</script>\u001b[2J\r\n=1+1\u202e";

  private SampleRun() {}

  /** From the beginning into the bulk copy, while its scan goes on. */
  static void begin(RunView view) {
    view.say("sandbox: /tmp/demo");
    view.started(3, "goes on where execution 2 ended (FAILED)");
    view.stepStarted("preflight");
    view.stepEnded("preflight", "COMPLETED", Duration.ofMillis(1_040),
        "12 checks passed, 3 warnings");
    view.stepStarted("createFileSystem");
    view.stepWaits("createFileSystem", "fs-699f57009148de3c5 is creating");
    view.stepWaits("createFileSystem", "fs-699f57009148de3c5 is creating");
    view.stepEnded("createFileSystem", "COMPLETED", Duration.ofMillis(3_200),
        "fs-699f57009148de3c5 is available: maxIO, bursting, encrypted under"
            + " arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000");
    view.notice("source does not answer since 10 s: " + HOSTILE);
    view.stepStarted("scan");
    view.stepStarted("copyFiles");
    view.progress(progress(1, 61, List.of(scan(), copy(Optional.empty(), null, null)),
        Optional.empty()));
  }

  /** From there on until the copy is in full swing. */
  static void goOn(RunView view) {
    view.stepEnded("scan", "COMPLETED", Duration.ofSeconds(247), "1,234,567 entries in "
        + "12,345 directories: 1,234,567 to copy (2,254,857,830,400 bytes), 0 to delete");
    view.progress(progress(3, 7_384, List.of(copy(
        Optional.of(new Left(Duration.ofMinutes(64), Duration.ofMinutes(101))), 1_234_567L,
        2_150_400 * MIB)), Optional.of(new Left(Duration.ofMinutes(81), Duration.ofHours(5)))));
  }

  static void end(RunView view) {
    view.stepEnded("copyFiles", "FAILED", Duration.ofSeconds(7_512),
        "The target refuses " + HOSTILE + ".");
  }

  private static Progress progress(int done, long seconds, List<Progress.OfStep> steps,
      Optional<Left> left) {
    return new Progress(3, "migrate", "night.fs-0123456789abcdef0", Duration.ofSeconds(seconds),
        done, steps, 761_234, 1_350_000 * MIB, 2, left);
  }

  private static Progress.OfStep scan() {
    return new Progress.OfStep("scan", Duration.ofSeconds(61), 901_234, null, 0, null,
        Optional.empty(), new Progress.Rate(14_774.3, 0), 0, 0, 0, "", Optional.empty());
  }

  private static Progress.OfStep copy(Optional<Left> left, @Nullable Long goalFiles,
      @Nullable Long goalBytes) {
    return new Progress.OfStep("copyFiles", Duration.ofMinutes(123), 761_234, goalFiles,
        1_350_000 * MIB, goalBytes, Optional.of(new Progress.Rate(112.4, 93.06 * MIB)),
        new Progress.Rate(103.1, 182.93 * MIB), 96, 854.1, 2, "", left);
  }
}
