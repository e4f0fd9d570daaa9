package io.efsmigrator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelTests {

  private static final Sentinel OURS = new Sentinel("move-1", "fs-source", "fs-target");

  @TempDir
  private Path folder;
  private Path targetPath;
  private Directory source;
  private Directory target;

  @BeforeEach
  void open() throws IOException {
    targetPath = Files.createDirectory(folder.resolve("target"));
    source = Directory.open(Files.createDirectory(folder.resolve("source")));
    target = Directory.open(targetPath);
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    target.close();
  }

  @Test
  void marksAnEmptyTargetAndKnowsItAgain() throws IOException {
    claim(OURS, TargetHistory.UNKNOWN);
    Files.createFile(targetPath.resolve("copied"));
    claim(OURS, TargetHistory.UNKNOWN);

    assertThat(Sentinel.read(target)).contains(OURS);
    assertThat(PosixFilePermissions
        .toString(Files.getPosixFilePermissions(targetPath.resolve(".efs-migrator"))))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesATargetWithForeignContent() throws IOException {
    Files.createFile(targetPath.resolve("precious"));

    assertThatThrownBy(() -> claim(OURS, TargetHistory.UNKNOWN))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining("not empty");
    assertThat(targetPath.resolve(".efs-migrator")).doesNotExist();
  }

  @Test
  void acceptsContentOfAnEarlierRun() throws IOException {
    Files.createFile(targetPath.resolve("copied"));

    claim(OURS, TargetHistory.OURS);

    assertThat(Sentinel.read(target)).contains(OURS);
  }

  @Test
  void refusesTheTargetOfAnotherMigration() throws IOException {
    claim(new Sentinel("other", "fs-source", "fs-target"), TargetHistory.UNKNOWN);

    assertThatThrownBy(() -> claim(OURS, TargetHistory.OURS))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining("migration other");
  }

  @Test
  void refusesTheOtherDirection() throws IOException {
    claim(OURS, TargetHistory.UNKNOWN);
    Sentinel back = new Sentinel("move-1", "fs-target", "fs-source");

    assertThatThrownBy(
        () -> back.claim(target, source, TargetHistory.OURS, CopyGuard.ALWAYS_OPEN))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining("unfinished migration");
  }

  @Test
  void refusesAFileOfThatNameThatIsNotOurs() throws IOException {
    Files.writeString(targetPath.resolve(".efs-migrator"), "hello");

    assertThatThrownBy(() -> claim(OURS, TargetHistory.OURS))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining("not one of ours");
  }

  @Test
  void aKillWhileItIsWrittenLeavesNothingThatBlocks() throws IOException {
    Files.writeString(targetPath.resolve(".efs-migrator.new"), "efs-mig");

    claim(OURS, TargetHistory.UNKNOWN);

    assertThat(Sentinel.read(target)).contains(OURS);
    assertThat(targetPath.resolve(".efs-migrator.new")).doesNotExist();
  }

  @Test
  void leavesWithoutATrace() throws IOException {
    claim(OURS, TargetHistory.UNKNOWN);
    source.setTimes(new Timestamp(1_000_000_000L, 5));

    Sentinel.remove(source, target, CopyGuard.ALWAYS_OPEN);

    assertThat(targetPath).isEmptyDirectory();
    assertThat(target.stat().mtime()).isEqualTo(new Timestamp(1_000_000_000L, 5));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesWithoutATraceWhereverItWasKilled(boolean claimedByTheNextStart) throws IOException {
    source.setTimes(new Timestamp(1_000_000_000L, 5));
    int stops = 0;
    for (boolean killed = true; killed; stops++) {
      claim(OURS, TargetHistory.OURS);
      killed = removeKilledBeforeChange(stops);
      if (claimedByTheNextStart) {
        claim(OURS, TargetHistory.OURS);
      }
      Sentinel.remove(source, target, CopyGuard.ALWAYS_OPEN);

      assertThat(targetPath).isEmptyDirectory();
      assertThat(target.stat().mtime()).as("killed before change %d", stops)
          .isEqualTo(new Timestamp(1_000_000_000L, 5));
    }
    assertThat(stops).isGreaterThan(2);
  }

  private boolean removeKilledBeforeChange(int number) throws IOException {
    AtomicInteger changes = new AtomicInteger(number);
    try {
      Sentinel.remove(source, target, () -> {
        if (changes.getAndDecrement() == 0) {
          throw new CopyStoppedException("killed");
        }
      });
      return false;
    } catch (CopyStoppedException e) {
      return true;
    }
  }

  private void claim(Sentinel sentinel, TargetHistory history) throws IOException {
    sentinel.claim(source, target, history, CopyGuard.ALWAYS_OPEN);
  }
}
