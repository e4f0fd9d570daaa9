package io.efsmigrator.app;

import io.efsmigrator.app.job.RunParts;
import io.efsmigrator.app.job.Threads;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.pace.Pacing;
import io.efsmigrator.app.state.JdbcPace;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.PaceSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The threads of one run that moves data, and the limits that hold them back. */
final class Paced implements AutoCloseable {

  private final MigratorContext context;
  private final Clock clock;
  private final Pacing pacing;
  private final Threads threads;

  Paced(MigratorContext context, Clock clock, CopySettings copy, Optional<PaceSettings> pace) {
    this.context = context;
    this.clock = clock;
    this.pacing = new Pacing(context.stopSignal());
    this.threads = switch (pace.orElse(PaceSettings.DEFAULT).concurrency()) {
      case FIXED -> Threads.fixed(copy.threads());
      case ADAPTIVE -> new Threads(pacing.adaptivePool("entry", copy.threads()),
          pacing.adaptivePool("scan", copy.threads()));
    };
  }

  /** A run whose work is not that of a copy: so many threads, whatever the latency. */
  Paced(MigratorContext context, Clock clock, int threads) {
    this.context = context;
    this.clock = clock;
    this.pacing = new Pacing(context.stopSignal());
    this.threads = Threads.fixed(threads);
  }

  RunParts parts(String id, RunListener listener, Optional<String> until) {
    return new RunParts(id, context.jobRepository(), context.transactionManager(),
        context.dataSource(), context.fence(), context.stopSignal(), listener, threads,
        pacing.pace(), clock, until);
  }

  /**
   * What was asked for is noted, then what holds is held: a throttle of an earlier run wins.
   *
   * @param uninterruptible asked before the run is stopped at the end of its window
   */
  void begin(String id, Optional<PaceSettings> asked, BooleanSupplier uninterruptible) {
    JdbcPace state = new JdbcPace(context.dataSource());
    asked.ifPresent(pace -> state.asked(id, pace.limits(), pace.window()));
    pacing.begin(state, id, state.window(id), clock, uninterruptible);
  }

  @Override
  public void close() {
    threads.close();
    pacing.close();
  }
}
