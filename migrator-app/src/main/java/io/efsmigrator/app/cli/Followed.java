package io.efsmigrator.app.cli;

import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a view what the run tells, and follows the run from the moment it has a number. */
final class Followed implements RunListener, AutoCloseable {

  private final RunView view;
  private final Supplier<RepositorySettings> repository;
  private final Clock clock;
  private volatile @Nullable Follower follower;

  /** The repository is asked for when the run has begun: before, its file may not be there. */
  Followed(RunView view, Supplier<RepositorySettings> repository, Clock clock) {
    this.view = view;
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public void started(long executionId, String note) {
    view.started(executionId, note);
    follower = Follower.start(executionId, repository.get(), view, clock);
  }

  @Override
  public void stepStarted(String step) {
    view.stepStarted(step);
  }

  @Override
  public void stepWaits(String step, String reason) {
    view.stepWaits(step, reason);
  }

  @Override
  public void stepEnded(String step, String status, Duration time, String summary) {
    view.stepEnded(step, status, time, summary);
  }

  @Override
  public void notice(String line) {
    view.notice(line);
  }

  @Override
  public void close() {
    Follower started = follower;
    if (started != null) {
      started.close();
    }
  }
}
