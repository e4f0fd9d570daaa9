package io.efsmigrator.app.job;

import io.efsmigrator.manifest.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How often a verification has found differences. A restart after that does not ask for the rest of
 * the same round: it copies and verifies again, under new names, as round one, two and so on.
 *
 * @param file keeps the number, in the folder of the run
 */
record Round(Path file) {

  int number() throws IOException {
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  /** Ends this round. */
  void next() throws IOException {
    Files.createDirectories(file.getParent());
    DurableFile.replace(file, (number() + 1 + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What the names of a step's inner steps begin with: in the first round with the plain name. */
  static String prefix(String step, int round) {
    return (round == 0 ? step : step + ".again" + round) + ".";
  }
}
