package io.efsmigrator.copy;

import static io.efsmigrator.tree.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source's clock is put where the test wants it, and nobody really waits. */
class SettlingTests {

  private static final RelativePath F = RelativePath.of("f");

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    FileTree.of(file("f", "content")).build(source);
  }

  @Test
  void aChangeThatMayNotBeOverIsWaitedFor() throws IOException {
    List<Duration> waits = new ArrayList<>();
    Settling settling = new Settling(List.of(after(Duration.ofMillis(100))), waits::add);

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.COPIED);

    assertThat(waits).containsExactly(Settling.MOMENT.minusMillis(100));
  }

  @Test
  void aChangeLongAgoIsNotWaitedFor() throws IOException {
    Settling settling = new Settling(List.of(after(Settling.MOMENT.plusNanos(1))), _ -> {
      throw new AssertionError("there is nothing to wait for");
    });

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.COPIED);
  }

  @Test
  void aClockThatIsLateLetsNoFileWaitLonger() throws IOException {
    List<Duration> waits = new ArrayList<>();
    Settling settling = new Settling(List.of(after(Duration.ofDays(-1))), waits::add);

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.COPIED);

    assertThat(waits).containsExactly(Settling.MOMENT);
  }

  @Test
  void aFileThatChangesWhileItIsWaitedForIsInFlux() throws IOException {
    AtomicInteger changes = new AtomicInteger();
    Settling settling = new Settling(List.of(after(Duration.ZERO)), _ -> {
      rewrite("content" + changes.incrementAndGet());
    });

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.IN_FLUX);

    assertThat(changes).hasValue(EntryCopier.MAX_ATTEMPTS);
    assertThat(stat(target).mtime()).isEqualTo(FileCopy.UNFINISHED);
  }

  @Test
  void aClockByWhichTheChangeIsYetToComeDoesNotCountBesideOneThatCanBeTheSources()
      throws IOException {
    Settling settling = new Settling(
        List.of(after(Duration.ofDays(-5)), after(Settling.MOMENT)), _ -> {
          throw new AssertionError("it is old by the only clock that can be the source's");
        });

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.COPIED);
  }

  @Test
  void ofTwoClocksThatCanBeTheSourcesTheOneByWhichItIsYoungCounts() throws IOException {
    List<Duration> waits = new ArrayList<>();
    Settling settling = new Settling(List.of(after(Duration.ofHours(1)), after(Duration.ZERO)),
        waits::add);

    assertThat(copy(settling).outcome()).isEqualTo(Outcome.COPIED);

    assertThat(waits).containsExactly(Settling.MOMENT);
  }

  @Test
  void aWaitThatIsBrokenOffIsNoResult() throws IOException {
    Settling settling = new Settling(List.of(after(Duration.ZERO)), _ -> {
      throw new CopyStoppedException("the run ends");
    });

    assertThatThrownBy(() -> copy(settling)).isInstanceOf(CopyStoppedException.class);
    assertThat(target).isEmptyDirectory();
  }

  /** A clock that stands so long after the last change of a file. */
  private InstantSource after(Duration time) throws IOException {
    Timestamp ctime = stat(source).ctime();
    return () -> Instant.ofEpochSecond(ctime.seconds(), ctime.nanos()).plus(time);
  }

  private void rewrite(String content) {
    try {
      Files.writeString(source.resolve("f"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerEntry copy(Settling settling) throws IOException {
    try (DirectoryTree from = DirectoryTree.open(source);
        DirectoryTree to = DirectoryTree.open(target)) {
      return new EntryCopier(from, to, new DeletePolicy.Keep(), CopyGuard.ALWAYS_OPEN,
          Pace.UNLIMITED, LargeFiles.in(folder, Runnable::run, CopyGuard.ALWAYS_OPEN),
          XattrScope.NOTHING, settling)
          .copy(ManifestEntry.of(Kind.FILE, F, Metadata.from(stat(source))));
    }
  }

  private static Stat stat(Path directory) throws IOException {
    try (Directory open = Directory.open(directory)) {
      return open.stat(Name.of("f"));
    }
  }
}
