package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.stage.GuideStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the way there was proved: from the beginning of its final pass to the end of its proof no
 * writer was at work, and at the end both trees were equal.
 *
 * <p>A change of the source by somebody else is therefore either before that time or after it, and its
 * middle tells them apart even if a clock is wrong by half of it.
 *
 * @param passStarted what the next pass would ask by: a file of the target that changed later may
 *     differ behind the same size and time
 * @param from on the clock of the host that ran the pass
 * @param until on the same clock
 */
record ProvedEqual(Timestamp passStarted, Instant from, Instant until) {

  /** Reads it out of the files of the way there. */
  static ProvedEqual read(Path runDirectory) throws IOException, StepFailedException {
    List<Pass> scanned = new Pass(runDirectory, Pass.REVERSE).scannedBefore();
    Optional<Instant> until = proved(runDirectory);
    if (scanned.isEmpty() || scanned.getLast().number() < Pass.FINAL || until.isEmpty()) {
      throw new StepFailedException(StepFailedException.Kind.REFUSED,
          "The files of the final pass are not in " + runDirectory + ".",
          "Name the state folder that the migration ran with; without it nobody can tell what the"
              + " source got since.");
    }
    Pass last = scanned.getLast();
    Timestamp began = last.beganHere();
    return new ProvedEqual(last.summary().map(PassSummary::startedAt).orElseThrow(),
        Instant.ofEpochSecond(began.seconds(), began.nanos()), until.get());
  }

  /** After that moment a change of the source is none of those before the proof. */
  Instant middle() {
    return from.plus(Duration.between(from, until).dividedBy(2));
  }

  /** The same moment for a server whose clock was read together with that of this host. */
  Timestamp middle(SourceClock.Reading now) {
    Instant there = middle().minus(now.skew());
    return new Timestamp(there.getEpochSecond(), there.getNano());
  }

  private static Optional<Instant> proved(Path runDirectory) throws IOException {
    if (!Files.isDirectory(runDirectory)) {
      return Optional.empty();
    }
    Optional<Instant> last = Optional.empty();
    try (var proofs = Files.newDirectoryStream(runDirectory,
        "proof-" + GuideStage.FINAL_PASS.stepName() + "*")) {
      for (Path proof : proofs) {
        Path summary = new PassDirectory(proof).summary();
        if (Files.exists(summary)) {
          Instant at = Files.getLastModifiedTime(summary).toInstant();
          last = last.filter(at::isBefore).or(() -> Optional.of(at));
        }
      }
    }
    return last;
  }
}
