package io.efsmigrator.app.job;

import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a migration and its folder. Passes are numbered in the order in which they run, with
 * gaps: the final pass has its number whether or not all delta passes were needed.
 *
 * @param runDirectory folder of all passes
 * @param number 0 is the bulk copy
 */
record Pass(Path runDirectory, int number) {

  /** Passes that repair what a verification found are numbered from here. */
  static final int FIRST_REPAIR = 100;
  /** The final pass, and its repetitions above it. */
  static final int FINAL = 1000;
  /** All passes of a way back are numbered from here: they come after all of the way there. */
  static final int REVERSE = 10_000;

  PassDirectory directory() {
    return new PassDirectory(runDirectory.resolve("pass-" + number));
  }

  /** True if the pass was begun by this run or an earlier one. */
  boolean isBegun() {
    return Files.exists(startFile());
  }

  /** What its scan found; empty as long as it has not ended. */
  Optional<PassSummary> summary() throws IOException {
    return PassSummary.read(directory().summary());
  }

  /**
   * When the pass began, the first time: a restart must not move it, because a directory that was
   * listed before may have changed since.
   */
  Timestamp begin(Timestamp now) throws IOException {
    return begin(new SourceClock.Reading(now, now)).server();
  }

  /** The same on both clocks. */
  SourceClock.Reading begin(SourceClock.Reading now) throws IOException {
    directory().create();
    if (!isBegun()) {
      DurableFile.replace(startFile(),
          (line(now.server()) + line(now.here())).getBytes(StandardCharsets.UTF_8));
    }
    List<String> lines = Files.readAllLines(startFile());
    return new SourceClock.Reading(timestamp(lines.getFirst()), timestamp(lines.getLast()));
  }

  /** When the pass began, on the clock of the servers. */
  Timestamp began() throws IOException {
    return timestamp(Files.readAllLines(startFile()).getFirst());
  }

  /** When the pass began, on the clock of the host that ran it. */
  Timestamp beganHere() throws IOException {
    return timestamp(Files.readAllLines(startFile()).getLast());
  }

  private static String line(Timestamp time) {
    return time.seconds() + " " + time.nanos() + "\n";
  }

  private static Timestamp timestamp(String line) {
    String[] parts = line.split(" ", 2);
    return new Timestamp(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  /** The passes that have been scanned to the end before this one, in their order. */
  List<Pass> scannedBefore() throws IOException {
    List<Pass> passes = new ArrayList<>();
    if (!Files.isDirectory(runDirectory)) {
      return passes;
    }
    try (var folders = Files.newDirectoryStream(runDirectory, "pass-*")) {
      for (Path folder : folders) {
        Pass pass = new Pass(runDirectory,
            Integer.parseInt(folder.getFileName().toString().substring("pass-".length())));
        if (pass.number < number && pass.summary().isPresent()) {
          passes.add(pass);
        }
      }
    }
    passes.sort((one, other) -> Integer.compare(one.number, other.number));
    return passes;
  }

  /** The start of the last pass before this one, or null if there was none. */
  @Nullable
  Timestamp previousStart() throws IOException {
    List<Pass> before = scannedBefore();
    return before.isEmpty()
        ? null
        : before.getLast().summary().map(PassSummary::startedAt).orElse(null);
  }

  private Path startFile() {
    return directory().path().resolve("started");
  }
}
