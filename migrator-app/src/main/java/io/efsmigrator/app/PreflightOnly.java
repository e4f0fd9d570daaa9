package io.efsmigrator.app;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.CutoverRecord;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Preflight;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks of {@code preflight} without a repository: nothing is written anywhere. */
final class PreflightOnly {

  private PreflightOnly() {}

  static List<Finding> findings(MigrationConfig config, Clock clock) {
    List<Finding> findings = new ArrayList<>();
    try (World world = World.open(config, new Nowhere(), clock)) {
      StageOutcome outcome = new Preflight(world.fileSystems(), world.cluster(), world.mounts(),
          new NotBegun(), (migration, finding) -> findings.add(finding)).run(config.plan());
      if (outcome instanceof StageOutcome.Blocked(String reason, String remedy, var _)
          && findings.stream().noneMatch(one -> one.level() == Finding.Level.BLOCK)) {
        findings.add(Finding.block("preflight", reason, remedy));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findings;
  }

  /** Remembers no command: the questions of preflight change nothing. */
  private static final class Nowhere implements NodeJobs {
    @Override
    public Optional<NodeJob> latest(NodeJobKey key) {
      return Optional.empty();
    }

    @Override
    public void record(NodeJob job) {}
  }

  private static final class NotBegun implements CutoverRecord {
    @Override
    public boolean begun(MigrationId migration) {
      return false;
    }

    @Override
    public Optional<String> finalPassProof(MigrationId migration) {
      return Optional.empty();
    }
  }
}
