package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passes over a source that changes a thousand times a second: a few seconds always, five minutes
 * with {@code -Pcampaign}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BusySourceTests {

  private static final Duration LIVE = Duration
      .ofSeconds(Integer.getInteger("campaign.live-seconds", 12));
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  /** The mtime of a file that was in flux when it was copied. */
  private static final FileTime UNFINISHED = FileTime.from(1, TimeUnit.NANOSECONDS);

  @TempDir
  private Path folder;
  private Path source;
  private Path target;
  private long complete;

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void nothingIsTornAndNothingIsLost() throws Exception {
    Path canary = Files.createDirectory(folder.resolve("canary"));
    Files.writeString(canary.resolve("n1"), "alive");
    FileTree before = FileTree.read(canary);
    int passes = 0;
    long changes;
    long end = System.nanoTime() + LIVE.toNanos();
    try (BusyWriter writer = new BusyWriter(source, canary, SEED)) {
      do {
        // Differences are what a living source makes; only how it ends is asked for.
        assertThat(copy(VerifyMode.SAMPLE)).as(where())
            .isInstanceOfAny(RunResult.Completed.class, RunResult.Differences.class);
        passes++;
        nothingLooksCompleteThatIsTorn();
      } while (System.nanoTime() - end < 0);
      changes = writer.changes();
    }

    assertThat(copy(VerifyMode.FULL)).as(where()).isInstanceOf(RunResult.Completed.class);

    assertThat(FileTree.read(target)).as(where()).isEqualTo(FileTree.read(source));
    assertThat(rsync()).as(where()).isEmpty();
    assertThat(FileTree.read(canary)).as(where()).isEqualTo(before);
    RunResult proof = new BatchLauncher(Clock.systemUTC()).verify(new DirectoryPair(source, target),
        VerifyMode.FULL, Xattrs.AUTO, state(), RunListener.SILENT);
    assertThat(proof).as(where()).isInstanceOf(RunResult.Completed.class);
    System.out.printf("%,d changes in %s, %d passes, %,d files looked at, none torn, seed %d%n",
        changes, LIVE, passes, complete, SEED);
  }

  private RunResult copy(VerifyMode mode) {
    return new BatchLauncher(Clock.systemUTC()).copy(new DirectoryPair(source, target),
        new CopyOptions(CopyOptions.Extras.DELETE, 1_000_000, mode, 16), state(),
        RunListener.SILENT);
  }

  private void nothingLooksCompleteThatIsTorn() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(target)) {
      files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.getFileName().toString().startsWith(".")).toList();
    }
    for (Path file : files) {
      if (!Files.getLastModifiedTime(file).equals(UNFINISHED)) {
        complete++;
        assertThat(BusyWriter.isWhole(Files.readAllBytes(file))).as("%s, %s", file, where())
            .isTrue();
      }
    }
  }

  private String rsync() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("rsync", "-aHn", "--checksum", "--delete",
        "--itemize-changes", source + "/", target + "/").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private RepositorySettings state() {
    return RepositorySettings.h2(folder.resolve("state"));
  }

  private static String where() {
    return "seed " + SEED;
  }
}
