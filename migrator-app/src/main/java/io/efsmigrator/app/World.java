package io.efsmigrator.app;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.AwsMountNetwork;
import io.efsmigrator.app.aws.CloudWatchMetrics;
import io.efsmigrator.app.aws.Ec2ElasticIps;
import io.efsmigrator.app.aws.EfsFileSystemSettings;
import io.efsmigrator.app.aws.EfsFileSystems;
import io.efsmigrator.app.aws.EfsStandings;
import io.efsmigrator.app.aws.SsmRunCommands;
import io.efsmigrator.app.config.ElasticIpSettings;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.SandboxSettings;
import io.efsmigrator.app.mounts.KernelMounts;
import io.efsmigrator.app.nodes.NodeCluster;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SoonAgain;
import io.efsmigrator.cluster.ElasticIpRoles;
import io.efsmigrator.cluster.ElasticIps;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.Mounts;
import io.efsmigrator.stage.Preflight;
import io.efsmigrator.stage.Stage;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a migration acts on: file systems, nodes and mounts, real or played on this machine. Data
 * plane, jobs and repository do not know which of the two it is.
 */
record World(AwsAccess access, EfsFileSystems fileSystems, EfsFileSystemSettings settings,
    AwsMountNetwork network, EfsStandings standings, CloudWatchMetrics metrics,
    SsmRunCommands ssm, Ec2ElasticIps elasticIps, NodeCluster cluster, Mounts mounts,
    @Nullable Sandbox sandbox) implements AutoCloseable {

  static World open(MigrationConfig config, NodeJobs jobs, Clock clock) throws IOException {
    MigrationPlan plan = config.plan();
    if (config.sandbox().isEmpty()) {
      return connected(new AwsAccess.Account(plan.region()), config, jobs, clock, null);
    }
    SandboxSettings settings = config.sandbox().get();
    Sandbox sandbox = Sandbox.open(settings.directory(), settings.latency());
    return connected(new AwsAccess.Endpoint(plan.region(), sandbox.endpoint()), config, jobs, clock,
        sandbox);
  }

  private static World connected(AwsAccess access, MigrationConfig config, NodeJobs jobs,
      Clock clock,
      @Nullable Sandbox sandbox) {
    SsmRunCommands ssm = SsmRunCommands.connect(access);
    Ec2ElasticIps elasticIps = Ec2ElasticIps.connect(access);
    EfsFileSystems fileSystems = EfsFileSystems.connect(access);
    return new World(access, fileSystems, EfsFileSystemSettings.connect(access),
        AwsMountNetwork.connect(access), EfsStandings.connect(access),
        CloudWatchMetrics.connect(access, clock), ssm, elasticIps,
        cluster(config, ssm, elasticIps, jobs, clock),
        sandbox == null ? new KernelMounts(fileSystems) : sandbox.mounts(), sandbox);
  }

  private static NodeCluster cluster(MigrationConfig config, SsmRunCommands ssm, ElasticIps ips,
      NodeJobs jobs, Clock clock) {
    if (config.elasticIp().isEmpty()) {
      return NodeCluster.of(config.plan(), ssm, jobs, clock);
    }
    ElasticIpSettings ip = config.elasticIp().get();
    return switch (ip.asked()) {
      case EC2 -> NodeCluster.of(config.plan(), ssm, jobs, clock)
          .withRoles(new ElasticIpRoles(ips, ip.address(), ip.instances()));
      case INSTANCE_METADATA -> NodeCluster.askingMetadata(config.plan(), ip.address(), ssm, jobs,
          clock);
    };
  }

  /** The stage as it is carried out here. */
  Stage here(Stage stage) {
    return sandbox == null ? stage : new SoonAgain(stage);
  }

  /** What preflight asks of AWS. */
  Preflight.Questions questions(Clock clock) {
    return new Preflight.Questions(fileSystems, network, standings, metrics, clock);
  }

  @Override
  public void close() {
    fileSystems.close();
    settings.close();
    network.close();
    standings.close();
    metrics.close();
    cluster.close();
    ssm.close();
    elasticIps.close();
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
