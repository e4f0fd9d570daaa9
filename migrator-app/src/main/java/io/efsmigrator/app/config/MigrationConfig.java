package io.efsmigrator.app.config;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.plan.RaisedThroughput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One {@code migration.yaml}, every value checked.
 *
 * @param file where it was read from; no part of what a restart compares
 * @param pace how fast and when; may change at every restart
 * @param sandbox present only if file systems, nodes and mounts are played on this machine; whoever
 *     starts a run then brings the sandbox's endpoint up as well
 * @param prices for the estimates of {@code plan}; no part of what a restart compares
 * @param archive for the command {@code archive} alone, whose runs compare it themselves
 * @param elasticIp by which the Primary is known; empty if the nodes are asked for their roles
 * @param notices who is told how a run ended; no part of what a restart compares
 */
public record MigrationConfig(Path file, MigrationPlan plan, PaceSettings pace,
    Optional<SandboxSettings> sandbox, Prices prices, ArchiveSettings archive,
    NotifySettings notices, Optional<ElasticIpSettings> elasticIp) {

  /** With the prices that stand in this program, nothing about an archive, and nobody to be told. */
  public MigrationConfig(Path file, MigrationPlan plan, PaceSettings pace,
      Optional<SandboxSettings> sandbox) {
    this(file, plan, pace, sandbox, Prices.DEFAULT, ArchiveSettings.none(plan.region()),
        NotifySettings.NONE, Optional.empty());
  }

  /**
   * What is moved, where to and how, as plain keys and values in the words of the file.
   *
   * <p>A restart goes on with work that was planned from these, so it compares them and says what
   * changed. What only tunes the speed is left out: it may change at every restart.
   */
  public SortedMap<String, String> canonical() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("name", plan.id().name());
    values.put("region", plan.region().toString());
    values.put("source.file-system", plan.id().source().toString());
    values.put("source.path", plan.sourceRoot().toString());
    values.put("target.path", plan.targetRoot().toString());
    values.put("target.name", plan.target().name());
    values.put("target.performance-mode", plan.target().performanceMode().toString());
    values.put("target.throughput", plan.target().throughput().toString());
    values.put("target.security-groups",
        String.join(",",
            plan.target().securityGroups().stream().map(Object::toString).sorted().toList()));
    TargetFile.canonical(plan.target(), values);
    values.put("throughput.raise-to-mibps",
        plan.target().raise().map(MigrationConfig::raised).orElse("none"));
    values.put("cluster.copy-host",
        plan.copyHost().map(Object::toString).orElse(MigrationFile.BESIDE));
    plan.nodes().forEach(
        node -> values.put("cluster.nodes." + node.name(), MigrationFile.word(node.role()) + " in "
            + node.zone() + ", " + node.clusterMgr() + ", jobs in " + node.jobsDirectory()));
    ClusterFile.canonical(plan.cluster(), values);
    // Nothing where there is none, so that a migration launched before there was one goes on.
    elasticIp.ifPresent(ip -> values.put("cluster.elastic-ip", ip.address().value()));
    values.put("cutover.approval", MigrationFile.word(plan.cutover().approval()));
    values.put("verify", MigrationFile.word(plan.verify()));
    values.put("sandbox", sandbox.map(sandbox -> sandbox.directory().toString()).orElse("none"));
    return values;
  }

  private static String raised(RaisedThroughput raise) {
    return raise.mibps() + (raise.side() == RaisedThroughput.Side.BOTH
        ? ""
        : " on the " + MigrationFile.word(raise.side()));
  }
}
