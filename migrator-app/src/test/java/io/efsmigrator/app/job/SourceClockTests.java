package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel of this machine plays the server; the clock of the host is put wrong. */
class SourceClockTests {

  @TempDir
  private Path target;
  private Timestamp before;

  @BeforeEach
  void claim() throws IOException {
    Files.createFile(target.resolve(".efs-migrator"));
    try (Directory root = Directory.open(target)) {
      before = root.stat(ReservedNames.SENTINEL).ctime();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT0S"})
  void theServersTimeIsItsOwnHoweverWrongThisHostIs(Duration wrong) throws IOException {
    SourceClock.Reading reading = read(host(wrong), CopyGuard.ALWAYS_OPEN);

    assertThat(before.isAfter(reading.server())).isFalse();
    assertThat(reading.server().seconds() - before.seconds()).isLessThan(60);
    assertThat(reading.skew().minus(wrong).abs()).isLessThan(Duration.ofSeconds(60));
    assertThat(SourceClock.isSkewed(reading)).isEqualTo(!wrong.isZero());
  }

  @Test
  void theNextPassAsksByTheEarlierClock() throws IOException {
    SourceClock.Reading ahead = read(host(Duration.ofHours(1)), CopyGuard.ALWAYS_OPEN);
    SourceClock.Reading behind = read(host(Duration.ofHours(-1)), CopyGuard.ALWAYS_OPEN);

    assertThat(ahead.earlier()).isEqualTo(ahead.server());
    assertThat(behind.earlier()).isEqualTo(behind.here());
  }

  @Test
  void aTargetThatIsNotOursIsNotTouched() throws IOException {
    Files.delete(target.resolve(".efs-migrator"));
    Clock clock = host(Duration.ofHours(1));

    SourceClock.Reading reading = read(clock, () -> {
      throw new CopyStoppedException("nothing may be written");
    });

    assertThat(reading.server()).isEqualTo(reading.here()).isEqualTo(SourceClock.here(clock));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void asksTheGuardBeforeItTouchesTheSentinel() {
    assertThatThrownBy(() -> read(host(Duration.ZERO), () -> {
      throw new CopyStoppedException("the lease is lost");
    })).isInstanceOf(CopyStoppedException.class);
  }

  @Test
  void aRestartKeepsBothClocksOfTheFirstStart(@TempDir Path run) throws IOException {
    Pass pass = new Pass(run, 1);
    SourceClock.Reading first = new SourceClock.Reading(new Timestamp(100, 1),
        new Timestamp(90, 2));

    assertThat(pass.begin(first)).isEqualTo(first);
    assertThat(pass.begin(new SourceClock.Reading(new Timestamp(500, 0), new Timestamp(500, 0))))
        .isEqualTo(first);
    assertThat(pass.began()).isEqualTo(first.server());
  }

  @Test
  void aPassBegunByAnOlderVersionHasOneClock(@TempDir Path run) throws IOException {
    Pass pass = new Pass(run, 1);
    var _ = pass.directory().create();
    Files.writeString(pass.directory().path().resolve("started"), "100 7\n");

    SourceClock.Reading begun = pass
        .begin(new SourceClock.Reading(new Timestamp(500, 0), new Timestamp(500, 0)));

    assertThat(begun.server()).isEqualTo(new Timestamp(100, 7)).isEqualTo(begun.here());
  }

  private SourceClock.Reading read(Clock clock, CopyGuard guard) throws IOException {
    try (Directory root = Directory.open(target)) {
      return SourceClock.read(root, guard, clock);
    }
  }

  /** A clock of the host that is wrong by that much against the one that makes ctimes. */
  private Clock host(Duration wrong) {
    return Clock.fixed(Instant.ofEpochSecond(before.seconds(), before.nanos()).plus(wrong),
        ZoneOffset.UTC);
  }
}
