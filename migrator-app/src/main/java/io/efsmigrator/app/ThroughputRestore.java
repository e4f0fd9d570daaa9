package io.efsmigrator.app;

import io.efsmigrator.app.cli.Launcher;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.OwnerObligations;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.state.JdbcObligations;
import io.efsmigrator.stage.LowerThroughput;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.Obligations;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Meets what a migration owes, whether or not it runs: AWS is asked from here, and what comes of it
 * is noted through the process that holds the repository, if one does.
 *
 * <p>Each attempt looks before it acts, like the stage that it is, and holds the repository only
 * while it works; so it may be killed and repeated at will, and a launch need not wait for it.
 */
final class ThroughputRestore {

  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

  private final RepositorySettings repository;
  private final Clock clock;

  ThroughputRestore(RepositorySettings repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** Lowers what may be lowered now, and says what is still owed. */
  Launcher.Owed attempt(MigrationConfig config) {
    Optional<Owner> owner = repository.isH2()
        ? Owner.of(repository.stateDirectory())
        : Optional.empty();
    if (owner.isPresent()) {
      return attempt(config, new OwnerObligations(owner.get()));
    }
    if (!repository.isH2()) {
      return attempt(config, new JdbcObligations(
          new DriverManagerDataSource(repository.jdbcUrl(), repository.secrets())));
    }
    return new Interventions(repository)
        .with(state -> attempt(config, new JdbcObligations(state)));
  }

  private Launcher.Owed attempt(MigrationConfig config, Obligations obligations) {
    var migration = config.plan().id();
    if (obligations.open(migration).isEmpty()) {
      return new Launcher.Owed(new StageOutcome.Completed("nothing is owed"), List.of(),
          clock.instant());
    }
    try (World world = World.open(config, new PreflightOnly.Nowhere(), clock)) {
      // What the stage finds is in its outcome already; findings belong to an execution.
      StageOutcome outcome = new LowerThroughput(world.fileSystems(), obligations, (_, _) -> {},
          clock).run(config.plan());
      List<Obligation> open = obligations.open(migration);
      return new Launcher.Owed(outcome, open, lookAgainAt(outcome, open));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant lookAgainAt(StageOutcome outcome, List<Obligation> open) {
    Instant now = clock.instant();
    if (outcome instanceof StageOutcome.Waiting(var _, Duration pollAgainIn)) {
      return now.plus(pollAgainIn);
    }
    Instant soonest = now.plus(SHORTEST_PAUSE);
    return open.stream().map(Obligation::earliest).min(Instant::compareTo)
        .filter(earliest -> earliest.isAfter(soonest)).orElse(soonest);
  }
}
