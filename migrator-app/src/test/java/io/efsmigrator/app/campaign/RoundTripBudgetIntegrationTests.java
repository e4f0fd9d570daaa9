package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts what a file costs: on a network file system every one of these calls is a round trip, and
 * nothing else decides how long a migration of small files takes.
 *
 * <p>An NFS client sends OPEN, READ, CLOSE for the source, and OPEN, WRITE, SETATTR, CLOSE for the
 * target, with one SETATTR more for another owner.
 */
class RoundTripBudgetIntegrationTests {

  private static final int FILES = 300;
  private static final int FILES_A_DIRECTORY = 50;
  private static final int BYTES = 20_000;
  private static final String PREFIX = "call-";
  private static final String CALLS = "trace=%desc,%file,fchown,fchmod,ftruncate,utimensat";

  @TempDir
  Path folder;

  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void aTree() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/strace")))
        .as("counting system calls needs strace (Debian's package strace)").isTrue();
    folder = folder.toRealPath();
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    byte[] content = new byte[BYTES];
    new Random(1).nextBytes(content);
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(source.resolve("day-" + i / FILES_A_DIRECTORY));
      Path file = Files.write(directory.resolve(PREFIX + i), content);
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, i)));
    }
  }

  @Test
  void aNewFileCostsThreeCallsAtTheSourceAndFourAtTheTarget() throws Exception {
    Path traces = copyTraced("first");

    TracedCalls onSource = TracedCalls.read(traces, source, PREFIX);
    TracedCalls onTarget = TracedCalls.read(traces, target, PREFIX);
    assertThat(onSource.requests()).as(onSource.toString()).isEqualTo(3 * FILES);
    assertThat(onTarget.requests()).as(onTarget.toString()).isEqualTo(4 * FILES);
  }

  @Test
  void anUnchangedFileCostsNothingBeyondTheListing() throws Exception {
    copyTraced("first");

    Path traces = copyTraced("second");

    assertThat(TracedCalls.read(traces, source, PREFIX).requests()).isZero();
    assertThat(TracedCalls.read(traces, target, PREFIX).requests()).isZero();
  }

  private Path copyTraced(String name) throws Exception {
    Path traces = Files.createDirectory(folder.resolve(name));
    Path output = folder.resolve(name + ".out");
    List<String> command = new ArrayList<>(
        List.of("/usr/bin/strace", "-ff", "-qq", "-y", "-s", "300", "--seccomp-bpf", "-e", CALLS,
            "-o", traces.resolve("thread").toString(),
            Path.of("..", "migrator").toAbsolutePath().toString(), "copy",
            source.toString(), target.toString(), "--verify", "none", "--state",
            folder.resolve("state").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return traces;
  }
}
