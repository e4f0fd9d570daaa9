package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop does not wait for the end of a large file, and is a stop, not a failure. */
class StopInALargeFileIntegrationTests {

  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 200;
  /** Slow enough that the file takes longer than it takes to ask for a stop. */
  private static final String MIB_A_SECOND = "10";
  private static final int STOPPED = 3;
  private static final int LOOKS = 40;

  @TempDir
  Path folder;

  @Test
  void theRunStopsInsideTheFileAndTheRestartCompletesIt() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source")).resolve("call.wav");
    Path target = Files.createDirectory(folder.resolve("target")).resolve("call.wav");
    fill(source);
    List<String> state = List.of("--state", folder.resolve("state").toString());

    try (MigratorProcess copy = MigratorProcess.start(List.of("copy",
        folder.resolve("source").toString(), folder.resolve("target").toString(), "--mibps",
        MIB_A_SECOND, state.getFirst(), state.getLast()))) {
      awaitContent(target, state);
      assertThat(run("stop", state)).isZero();
      assertThat(copy.exitCode()).as(copy.output()).isEqualTo(STOPPED);
    }
    assertThat(Files.size(target)).isLessThan((long) BLOCKS * BLOCK);

    assertThat(run("throttle", state, "--mibps", "none")).isZero();
    assertThat(run("restart", state)).isZero();
    assertThat(target).hasSameBinaryContentAs(source);
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[BLOCK];
    Random random = new Random(1);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < BLOCKS; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  /** Asks for the status until there is something: that takes a moment each time. */
  private static void awaitContent(Path target, List<String> state) throws Exception {
    for (int look = 0; look < LOOKS; look++) {
      if (Files.exists(target) && Files.size(target) > 0) {
        return;
      }
      run("status", state);
    }
    throw new AssertionError("nothing was copied while " + LOOKS + " times status was asked");
  }

  private static int run(String command, List<String> state, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(state);
    arguments.addAll(List.of(more));
    try (MigratorProcess process = MigratorProcess.start(arguments)) {
      return process.exitCode();
    }
  }
}
