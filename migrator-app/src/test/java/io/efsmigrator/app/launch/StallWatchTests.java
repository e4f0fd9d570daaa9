package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.PendingCall;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallWatchTests {

  private static final Path SOURCE = Path.of("/s");
  private static final Path TARGET = Path.of("/t");
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"),
      ZoneOffset.UTC);
  private static final long SECOND = 1_000_000_000L;

  private final List<PendingCall> pending = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  /** Close to the overflow that a clock without a beginning may meet. */
  private long now = Long.MAX_VALUE - 5 * SECOND;
  private final StallWatch watch = new StallWatch(SOURCE, TARGET, () -> pending,
      new StallWatch.Time(() -> now, NOON), StallWatch.PATIENCE, said::add);

  @Test
  void isQuietWhileCallsComeBack() {
    for (int i = 0; i < 100; i++) {
      pending.clear();
      pending.add(call(SOURCE));
      lookAfter(Duration.ofSeconds(5));
    }

    assertThat(said).isEmpty();
    assertThat(watch.stalled()).isEmpty();
  }

  @Test
  void namesTheSideAndTheTimeWithinHalfAMinute() {
    pending.add(call(TARGET));
    pending.add(call(SOURCE));
    for (int i = 0; i < 21; i++) {
      pending.set(1, call(SOURCE));
      lookAfter(Duration.ofSeconds(1));
    }

    assertThat(said).singleElement().asString()
        .startsWith("the target /t has not answered since 2026-01-01T11:59:40Z (pread of file)")
        .contains("calls that wait: 1");
    assertThat(watch.stalled()).hasValueSatisfying(words -> assertThat(words)
        .contains("the target /t").doesNotContain("source"));
  }

  @Test
  void remindsOnceAMinute() {
    pending.add(call(SOURCE));
    for (int i = 0; i < 60 * 5; i++) {
      lookAfter(Duration.ofSeconds(1));
    }

    assertThat(said).hasSize(5).allMatch(line -> line.contains("source /s"));
  }

  @Test
  void saysThatItAnswersAgain() {
    pending.add(call(SOURCE));
    lookAfter(Duration.ofSeconds(45));
    pending.clear();
    lookAfter(Duration.ofSeconds(1));
    lookAfter(Duration.ofSeconds(1));

    assertThat(said).hasSize(2);
    assertThat(said.getLast()).isEqualTo("the source /s answers again after 46 s");
    assertThat(watch.stalled()).isEmpty();
  }

  @Test
  void otherTreesAreNoneOfItsBusiness() {
    pending.add(call(Path.of("/elsewhere")));
    lookAfter(Duration.ofMinutes(10));

    assertThat(said).isEmpty();
  }

  private PendingCall call(Path root) {
    return new PendingCall(root, "pread", "file", now);
  }

  private void lookAfter(Duration time) {
    now += time.toNanos();
    watch.look();
  }
}
