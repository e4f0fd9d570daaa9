package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.tree.Mount;
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
 * target, with one SETATTR more for another owner. Counted on a file system that has no extended
 * attributes and says so as EFS does; on one that has them, each side is asked once more.
 */
class RoundTripBudgetIntegrationTests {

  private static final int FILES = 300;
  private static final int FILES_A_DIRECTORY = 50;
  private static final int BYTES = 20_000;
  private static final String PREFIX = "call-";
  private static final String CALLS = "trace=%desc,%file,fchown,fchmod,ftruncate,utimensat";

  @TempDir
  Path folder;

  private Path mounted = Path.of("");
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void needsATracer() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/strace")))
        .as("counting system calls needs strace (Debian's package strace)").isTrue();
    folder = folder.toRealPath();
    mounted = Files.createDirectory(folder.resolve("mounted"));
  }

  private void aTree(Path root) throws IOException {
    source = Files.createDirectory(root.resolve("source"));
    target = Files.createDirectory(root.resolve("target"));
    byte[] content = new byte[BYTES];
    new Random(1).nextBytes(content);
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(source.resolve("day-" + i / FILES_A_DIRECTORY));
      Path file = Files.write(directory.resolve(PREFIX + i), content);
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, i)));
    }
  }

  @Test
  void aNewFileCostsThreeCallsAtTheSourceAndFourAtTheTargetAndAnUnchangedOneNone()
      throws Exception {
    try (Mount _ = withoutAttributes()) {
      aTree(mounted);
      Path first = copyTraced("first");
      Path second = copyTraced("second");

      assertRequests(first, 3, 4);
      assertRequests(second, 0, 0);
    }
  }

  @Test
  void whereThereAreAttributesEachSideIsAskedOnceMore() throws Exception {
    assumeThat(hasAttributes(folder)).as("needs a file system with extended attributes").isTrue();
    aTree(folder);

    assertRequests(copyTraced("first"), 4, 5);
  }

  private void assertRequests(Path traces, int atSource, int atTarget) throws IOException {
    TracedCalls onSource = TracedCalls.read(traces, source, PREFIX);
    TracedCalls onTarget = TracedCalls.read(traces, target, PREFIX);
    assertThat(onSource.requests()).as(onSource.toString()).isEqualTo(atSource * FILES);
    assertThat(onTarget.requests()).as(onTarget.toString()).isEqualTo(atTarget * FILES);
  }

  private Mount withoutAttributes() throws IOException {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("mounting needs root")
        .isEqualTo(0);
    return Mount.of("ramfs", mounted);
  }

  private static boolean hasAttributes(Path path) throws IOException {
    try (Directory directory = Directory.open(path)) {
      return !XattrScope.of(directory).isEmpty();
    }
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
