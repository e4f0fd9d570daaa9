package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.DecommissionOrder;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.RollbackOrder;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.stage.CopyOutlook;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.StageOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whatever of a command needs the application context.
 *
 * <p>The commands know this and nothing behind it, so help and wrong usage are answered before a
 * framework starts, and tests of commands need none.
 */
public interface Launcher {

  /** Starts or continues the {@code migrate} job; {@code until} names the last step to run. */
  RunResult migrate(MigrationConfig config, RepositorySettings repository, Optional<String> until,
      RunListener listener);

  /** Goes on with that migration, or with its way back if that has begun. */
  RunResult restart(MigrationConfig config, RepositorySettings repository, RunListener listener);

  /**
   * Starts or continues the {@code rollback} job: leads the cluster back to the source. An order in
   * which nothing was typed only shows the checks, unless the rollback has begun.
   */
  RunResult rollback(MigrationConfig config, RollbackOrder order, RepositorySettings repository,
      RunListener listener);

  /** Shows the checks of a rollback and what it would do; changes nothing. */
  RunResult rehearseRollback(MigrationConfig config, RollbackOrder order,
      RepositorySettings repository, RunListener listener);

  /** Only the checks: writes nothing, not even a migration. */
  List<Finding> preflight(MigrationConfig config, RepositorySettings repository);

  /** Adds unknown SSH host keys of the nodes to known_hosts; says which. */
  List<String> acceptHostKeys(MigrationConfig config);

  /** How long it would take and what it would cost, from a sample of the source; changes nothing. */
  CopyOutlook outlook(MigrationConfig config);

  /** Starts or continues the {@code copy} job of that pair. */
  RunResult copy(DirectoryPair pair, CopyOptions options, RepositorySettings repository,
      RunListener listener);

  /** Starts or continues the {@code verify} job of that pair. */
  RunResult verify(DirectoryPair pair, VerifyMode mode, Xattrs xattrs,
      RepositorySettings repository, RunListener listener);

  /** Starts or continues the {@code archive} job of that order. */
  RunResult archive(MigrationConfig config, ArchiveOrder order, RepositorySettings repository,
      RunListener listener);

  /**
   * Starts or continues the {@code decommission} job: deletes the source. An order in which nothing
   * was typed only shows the checks.
   */
  RunResult decommission(MigrationConfig config, DecommissionOrder order,
      RepositorySettings repository, RunListener listener);

  /** Marks an execution as given up: its migration cannot be restarted any more. */
  void abandon(long executionId, RepositorySettings repository);

  /** Records a person's yes while no run answers. */
  void approve(String migrationId, String gate, String actor, String comment,
      RepositorySettings repository);

  /** Asks a run on another host to stop, through the database. False if none runs. */
  boolean requestStop(Optional<String> migrationId, RepositorySettings repository);

  /** Changes limits of a migration while no run answers; see {@code RunControl}. */
  void throttle(String migrationId, Map<String, String> limits, String actor,
      RepositorySettings repository);

  /** Waits until then; false if a signal ended the wait. */
  boolean await(Instant opensAt, RunListener listener);

  /** Lowers what a migration has raised, as far as AWS allows it now; also beside a run. */
  Owed lowerThroughput(MigrationConfig config, RepositorySettings repository);

  /** Waits until then, without a word; false if a signal ended the wait. */
  boolean pauseUntil(Instant time);

  /**
   * What is still owed after an attempt to lower it.
   *
   * @param lookAgainAt when another attempt may bring more
   */
  record Owed(StageOutcome outcome, List<Obligation> open, Instant lookAgainAt) {

    public Owed {
      open = List.copyOf(open);
    }
  }

  /** Two directories, absolute and real. */
  record DirectoryPair(Path source, Path target) {}

  /** How {@code copy} treats what is in the target only, what it copies, and how it verifies. */
  record CopyOptions(Extras extras, long maxDelete, VerifyMode verify, int threads, Xattrs xattrs,
      Optional<PaceSettings> pace) {

    public static final CopyOptions DEFAULT = new CopyOptions(Extras.KEEP,
        CopySettings.DEFAULT.maxDelete(),
        VerifyMode.FULL, CopySettings.DEFAULT.threads());

    /** Options that say nothing of the pace: what the run was asked for before goes on to hold. */
    public CopyOptions(Extras extras, long maxDelete, VerifyMode verify, int threads) {
      this(extras, maxDelete, verify, threads, CopySettings.DEFAULT.xattrs(), Optional.empty());
    }

    /** What becomes of entries that only the target has. */
    public enum Extras {
      KEEP,
      DELETE
    }

    /**
     * As plain keys and values; left out is what only tunes the speed, and extended attributes:
     * whoever learns that the target cannot hold them goes on without.
     */
    public SortedMap<String, String> canonical() {
      return new TreeMap<>(Map.of("extras", extras.name(), "max-delete", String.valueOf(maxDelete),
          "verify", verify.name()));
    }

    /** Reads what {@link #canonical()} gave. */
    public static CopyOptions of(Map<String, String> canonical) {
      return new CopyOptions(
          Extras.valueOf(canonical.getOrDefault("extras", DEFAULT.extras.name())),
          Long.parseLong(canonical.getOrDefault("max-delete", String.valueOf(DEFAULT.maxDelete))),
          VerifyMode.valueOf(canonical.getOrDefault("verify", DEFAULT.verify.name())),
          DEFAULT.threads);
    }
  }
}
