package io.efsmigrator.app.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdaptivePoolTests {

  private static final int MAX = 32;
  private static final int TASKS = 20_000;

  private final Throttle throttle = new Throttle(new StopSignal());

  @Test
  void doesEveryTaskWhateverItsSizeDoesMeanwhile() throws Exception {
    AtomicInteger done = new AtomicInteger();
    try (AdaptivePool pool = new AdaptivePool("entry", MAX, throttle)) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(pool.submit(() -> {
          throttle.requests(1);
          done.incrementAndGet();
        }));
        if (i % 1_000 == 0) {
          pool.forget();
        }
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      assertThat(pool.getMaximumPoolSize()).isBetween(LatencyLimit.FLOOR, MAX);
      assertThat(pool.getCorePoolSize()).isEqualTo(pool.getMaximumPoolSize());
    }
    assertThat(done).hasValue(TASKS);
  }

  @Test
  void beginsWithFewThreads() {
    try (AdaptivePool pool = new AdaptivePool("entry", MAX, throttle)) {
      assertThat(pool.getMaximumPoolSize()).isLessThan(MAX);
    }
  }

  @Test
  void learnsNothingFromTasksThatAskedForNothing() throws Exception {
    try (AdaptivePool pool = new AdaptivePool("entry", MAX, throttle)) {
      int before = pool.getMaximumPoolSize();
      for (int i = 0; i < 500; i++) {
        pool.submit(() -> throttle.bytes(1 << 21)).get();
      }
      assertThat(pool.getMaximumPoolSize()).isEqualTo(before);
    }
  }
}
