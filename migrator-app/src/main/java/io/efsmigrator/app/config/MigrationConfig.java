package io.efsmigrator.app.config;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.PaceSettings;
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
 */
public record MigrationConfig(Path file, MigrationPlan plan, PaceSettings pace,
    Optional<SandboxSettings> sandbox) {

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
    values.put("throughput.raise-to-mibps",
        plan.target().raise().map(raise -> String.valueOf(raise.mibps())).orElse("none"));
    values.put("cluster.copy-host",
        plan.copyHost().map(Object::toString).orElse(MigrationFile.BESIDE));
    plan.nodes().forEach(
        node -> values.put("cluster.nodes." + node.name(), MigrationFile.word(node.role()) + " in "
            + node.zone() + ", " + node.clusterMgr() + ", jobs in " + node.jobsDirectory()));
    values.put("cutover.approval", MigrationFile.word(plan.cutover().approval()));
    values.put("verify", MigrationFile.word(plan.verify()));
    values.put("sandbox", sandbox.map(sandbox -> sandbox.directory().toString()).orElse("none"));
    return values;
  }
}
