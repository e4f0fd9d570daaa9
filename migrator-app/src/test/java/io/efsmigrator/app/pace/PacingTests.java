package io.efsmigrator.app.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.StopSignal;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.QuietHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Timeout(60)
class PacingTests {

  private static final String ID = "copy-0a-1";
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final QuietHours NIGHT = QuietHours.parse("22:00-06:00", ZoneOffset.UTC);
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"),
      ZoneOffset.UTC);

  private final StopSignal stop = new StopSignal();
  private JdbcPace state;

  @BeforeEach
  void create() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    Flyway.configure().dataSource(url, null, null).locations("classpath:db/h2").load().migrate();
    DriverManagerDataSource dataSource = new DriverManagerDataSource(url);
    JdbcClient.create(dataSource).sql("insert into migration values ('" + ID
        + "', 'copy', 's', 't', '', null, current_timestamp)").update();
    state = new JdbcPace(dataSource);
  }

  @Test
  void whatIsThrottledReachesAThreadThatWaits() throws Exception {
    state.asked(ID, PaceLimits.NONE.with(PaceLimit.FILES_PER_SECOND, 1), Optional.empty());
    CountDownLatch waiting = new CountDownLatch(1);
    try (Pacing pacing = new Pacing(stop, LOOK)) {
      pacing.begin(state, ID, Optional.empty(), NOON, () -> false);
      Thread worker = Thread.ofPlatform().start(() -> {
        waiting.countDown();
        pacing.pace().files(1_000_000);
      });
      waiting.await();

      state.throttle(ID, Map.of("files-per-second", JdbcPace.NONE), "ann");
      worker.join();
    }
    assertThat(stop.isRequested()).isFalse();
  }

  @Test
  void theEndOfTheWindowStopsTheRunAndSaysWhenTheNextOneOpens() throws Exception {
    try (Pacing pacing = new Pacing(stop, LOOK)) {
      pacing.begin(state, ID, Optional.of(NIGHT), NOON, () -> false);
      stop.pause(Duration.ofSeconds(30));
    }

    assertThat(stop.reason()).isEqualTo(new StopSignal.WindowClosed("at the end of its window "
        + "22:00-06:00 Z; the next one opens 2026-11-23 22:00 Z"));
  }

  @Test
  void aCutoverIsNotLeftHalfWay() throws Exception {
    AtomicBoolean cutover = new AtomicBoolean(true);
    CountDownLatch asked = new CountDownLatch(3);
    try (Pacing pacing = new Pacing(stop, LOOK)) {
      pacing.begin(state, ID, Optional.of(NIGHT), NOON, () -> {
        asked.countDown();
        return cutover.get();
      });
      asked.await();
      assertThat(stop.isRequested()).isFalse();

      cutover.set(false);
      stop.pause(Duration.ofSeconds(30));
    }
    assertThat(stop.reason()).isInstanceOf(StopSignal.WindowClosed.class);
  }

  @Test
  void anOpenWindowStopsNothing() throws Exception {
    CountDownLatch looked = new CountDownLatch(3);
    Clock night = new Clock() {
      @Override
      public Instant instant() {
        looked.countDown();
        return Instant.parse("2026-11-23T23:00:00Z");
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }
    };
    try (Pacing pacing = new Pacing(stop, LOOK)) {
      pacing.begin(state, ID, Optional.of(NIGHT), night, () -> false);
      looked.await();
    }
    assertThat(stop.isRequested()).isFalse();
  }
}
