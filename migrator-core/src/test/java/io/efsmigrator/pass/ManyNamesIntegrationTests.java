package io.efsmigrator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Directories with so many names that what is kept of each entry decides whether a scan fits. */
class ManyNamesIntegrationTests {

  private static final int DIRECTORIES = 3;
  private static final int NAMES = 20_000;
  /** The names of one directory are 4 MB on each side, a manifest entry or problem of each 10 more. */
  private static final String HEAP = "-Xmx28m";

  @TempDir(factory = InMemory.class)
  private Path folder;

  @Test
  void largeDirectoriesThatHaveNothingInCommonAreScannedInASmallHeap()
      throws IOException, InterruptedException {
    fill("source");
    fill("target");

    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
        "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), ManyNamesProgram.class.getName(),
        folder.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    int names = DIRECTORIES * NAMES;
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(
        "proof: " + (names + DIRECTORIES) + " entries, 0 to copy, 0 to delete, ",
        "pass: " + (names + DIRECTORIES) + " entries, " + names + " to copy, " + names
            + " to delete, 0 problems");
    // The times of the directories and of the roots differ, too, or happen not to.
    assertThat(output.replaceFirst("(?s).*to delete, (\\d+) problems.*pass:.*", "$1"))
        .satisfies(found -> assertThat(Integer.parseInt(found)).isBetween(2 * names,
            2 * names + DIRECTORIES + 1));
  }

  /** Files by the ten thousand are made ten times as fast there as on a disk. */
  static final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "names")
          : Files.createTempDirectory("names");
    }
  }

  private void fill(String side) throws IOException {
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = Files.createDirectories(folder.resolve(side).resolve("d" + i));
      for (int j = 0; j < NAMES; j++) {
        Files.createFile(directory.resolve(side + "-" + j + "-" + "x".repeat(150)));
      }
    }
  }
}
