package io.efsmigrator.app;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.EfsFileSystems;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.SandboxSettings;
import io.efsmigrator.app.mounts.KernelMounts;
import io.efsmigrator.app.nodes.ClusterMgrCluster;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.Mounts;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a migration acts on: file systems, nodes and mounts, real or played on this machine. Data
 * plane, jobs and repository do not know which of the two it is.
 */
record World(EfsFileSystems fileSystems, ClusterMgrCluster cluster, Mounts mounts,
    @Nullable Sandbox sandbox) implements AutoCloseable {

  static World open(MigrationConfig config, NodeJobs jobs, Clock clock) throws IOException {
    MigrationPlan plan = config.plan();
    ClusterMgrCluster cluster = new ClusterMgrCluster(plan, jobs, clock);
    if (config.sandbox().isEmpty()) {
      EfsFileSystems fileSystems = EfsFileSystems
          .connect(new AwsAccess.Account(plan.region()));
      return new World(fileSystems, cluster, new KernelMounts(fileSystems), null);
    }
    SandboxSettings settings = config.sandbox().get();
    Sandbox sandbox = Sandbox.open(settings.directory(), settings.latency());
    EfsFileSystems fileSystems = EfsFileSystems
        .connect(new AwsAccess.Endpoint(plan.region(), sandbox.endpoint()));
    return new World(fileSystems, cluster, sandbox.mounts(), sandbox);
  }

  @Override
  public void close() {
    fileSystems.close();
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
