package io.efsmigrator.app.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On a clock that goes on only while somebody waits. */
class ThrottleTests {

  private static final long MIB = 1 << 20;

  private final StopSignal stop = new StopSignal();
  private long nowNanos;
  private Runnable duringWait = () -> {};
  private final Throttle throttle = new Throttle(stop, this::pause, new TimeMeter() {
    @Override
    public long currentTimeNanos() {
      return nowNanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  });

  @Test
  void holdsNothingBackUntilItIsToldTo() {
    work(1_000_000, pace -> pace.bytes(1L << 40));

    assertThat(nowNanos).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 30, 30", "7, 70, 10", "500, 5000, 10", "100000, 1000000, 10"})
  void letsThroughSoManyFilesASecond(long perSecond, int files, int seconds) {
    hold(PaceLimit.FILES_PER_SECOND, perSecond);

    work(files, pace -> pace.files(1));

    assertThat(waited()).isBetween(Duration.ofMillis(seconds * 990L),
        Duration.ofMillis(seconds * 1_010L + 10));
  }

  @Test
  void countsMibsInBytesWhateverThePiecesAre() {
    hold(PaceLimit.MIBPS, 10);

    throttle.bytes(55 * MIB);
    work(45, pace -> pace.bytes(MIB));

    assertThat(waited()).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_100));
  }

  @Test
  void theStrictestOfSeveralLimitsHolds() {
    throttle.hold(PaceLimits.NONE.with(PaceLimit.FILES_PER_SECOND, 100)
        .with(PaceLimit.REQUESTS_PER_SECOND, 80));

    work(100, pace -> {
      pace.files(1);
      pace.requests(8);
    });

    assertThat(waited()).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_100));
  }

  @ParameterizedTest
  @EnumSource
  void takesTheLargestLimitThereIs(PaceLimit limit) {
    hold(limit, PaceLimit.MAX);

    work(10, pace -> pace.bytes(MIB));

    assertThat(waited()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aRestSavesUpNoMoreThanAQuarterOfASecond() {
    hold(PaceLimit.FILES_PER_SECOND, 100);
    nowNanos += Duration.ofHours(1).toNanos();
    long rested = nowNanos;

    work(125, pace -> pace.files(1));

    assertThat(Duration.ofNanos(nowNanos - rested)).isBetween(Duration.ofMillis(990),
        Duration.ofMillis(1_010));
  }

  @Test
  void anotherLimitReachesThoseWhoWait() {
    hold(PaceLimit.FILES_PER_SECOND, 1);
    duringWait = () -> {
      if (waited().toSeconds() >= 2) {
        throttle.hold(PaceLimits.NONE);
      }
    };

    work(1_000, pace -> pace.files(1));

    assertThat(waited()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_300));
  }

  @Test
  void aStopLetsTheWorkInHandThrough() {
    hold(PaceLimit.MIBPS, 1);
    duringWait = () -> {
      if (waited().toSeconds() >= 1) {
        stop.request(new StopSignal.Requested());
      }
    };

    throttle.bytes(10_000 * MIB);
    throttle.bytes(10_000 * MIB);

    assertThat(waited()).isLessThan(Duration.ofMillis(1_300));
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    hold(PaceLimit.FILES_PER_SECOND, 1);
    Thread.currentThread().interrupt();

    throttle.files(100);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(waited()).isZero();
  }

  @Test
  void tellsWhatAThreadHasAskedForAndWaited() {
    hold(PaceLimit.FILES_PER_SECOND, 1);
    throttle.files(2);
    throttle.requests(7);
    throttle.bytes(99);

    Throttle.Share share = throttle.takeShare();

    assertThat(share.files()).isEqualTo(2);
    assertThat(share.requests()).isEqualTo(7);
    assertThat(share.bytes()).isEqualTo(99);
    assertThat(share.waitedNanos()).isEqualTo(nowNanos).isPositive();
    assertThat(throttle.takeShare().files()).isZero();
  }

  private void hold(PaceLimit limit, long perSecond) {
    throttle.hold(PaceLimits.NONE.with(limit, perSecond));
  }

  private void work(int times, Consumer<Throttle> piece) {
    for (int i = 0; i < times; i++) {
      piece.accept(throttle);
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    nowNanos += time.toNanos();
    duringWait.run();
  }

  private Duration waited() {
    return Duration.ofNanos(nowNanos);
  }
}
