package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.ProgressReader;
import io.efsmigrator.app.launch.RepositorySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then how far a run is, beside the run and in its process, by the same way as any
 * other terminal. If a look fails, the run does not hear of it.
 */
final class Follower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private final RepositorySettings repository;
  private final RunView view;
  private final Clock clock;
  private final ProgressReader reader;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Follower(long execution, RepositorySettings repository, RunView view, Clock clock) {
    this.repository = repository;
    this.view = view;
    this.clock = clock;
    this.reader = new ProgressReader(execution, clock);
  }

  static Follower start(long execution, RepositorySettings repository, RunView view, Clock clock) {
    Follower follower = new Follower(execution, repository, view, clock);
    Thread.ofPlatform().daemon().name("follower").start(follower::follow);
    return follower;
  }

  private void follow() {
    try {
      var began = clock.instant();
      while (!ended.await(
          view.lookAgainIn(Duration.between(began, clock.instant())).toMillis(),
          TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try (HistoryQueries history = open().orElse(null)) {
      if (history != null) {
        reader.look(history).filter(progress -> ended.getCount() > 0).ifPresent(view::progress);
      }
    } catch (RuntimeException e) {
      log.debug("how far the run is could not be read", e);
    }
  }

  /** Never a copy of the file: this process has it. */
  private Optional<HistoryQueries> open() {
    return repository.isH2()
        ? Owner.of(repository.stateDirectory()).map(HistoryQueries.class::cast)
        : Optional.of(History.open(repository.stateDirectory(), repository.databaseUrl(),
            System.getenv()));
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
