package io.efsmigrator.app;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.nodes.ssh.HostKeys;
import io.efsmigrator.app.nodes.ssh.SshSettings;
import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.scan.TreeSample;
import io.efsmigrator.scan.TreeSampler;
import io.efsmigrator.stage.CopyOutlook;
import io.efsmigrator.stage.CutoverRecord;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.Preflight;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The checks of {@code preflight} without a repository: nothing is written anywhere. */
final class PreflightOnly {

  private static final Duration SAMPLE_TIME = Duration.ofSeconds(10);
  private static final long SAMPLE_REQUESTS = 20_000;

  private PreflightOnly() {}

  static List<Finding> findings(MigrationConfig config, Clock clock) {
    List<Finding> findings = new ArrayList<>();
    try (World world = World.open(config, new Nowhere(), clock)) {
      StageOutcome outcome = new Preflight(world.questions(clock), world.cluster(), world.mounts(),
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

  /** What an operator asks for before the checks; known_hosts is all that is written. */
  static List<String> acceptHostKeys(MigrationConfig config) {
    return HostKeys.accept(config.plan().nodes(), SshSettings.of(System.getenv()));
  }

  /** What the copy would take: the source is sampled, for seconds; AWS is asked about it. */
  static CopyOutlook outlook(MigrationConfig config, Clock clock) {
    TreeSample sample;
    try {
      sample = new TreeSampler(SAMPLE_TIME, SAMPLE_REQUESTS, new SplittableRandom())
          .sample(config.plan().sourceRoot());
    } catch (PosixException e) {
      sample = new TreeSample(0, 0, 0, TreeSample.Basis.UNKNOWN, 0, Duration.ZERO);
    }
    try (World world = World.open(config, new Nowhere(), clock)) {
      return CopyOutlook.of(new CopyOutlook.Basis(config.plan(),
          asked(() -> world.fileSystems().find(config.plan().id().source()), Optional.empty()),
          asked(() -> world.metrics().load(config.plan().id().source()), FileSystemLoad.UNKNOWN),
          sample, config.pace().limits(), config.prices(), config.sandbox().isPresent()
              ? CopyOutlook.Target.THIS_MACHINE
              : CopyOutlook.Target.EFS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer, or what is assumed without one: the findings have said already what failed. */
  private static <T> T asked(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (EfsException e) {
      return otherwise;
    }
  }

  /** Remembers no command: the questions of preflight change nothing. */
  static final class Nowhere implements NodeJobs {
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
