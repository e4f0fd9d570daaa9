package io.efsmigrator.app.cli;

import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.TargetSettings;
import java.util.ArrayList;
import java.util.List;

/** What a launch would leave behind, in lines for people and programs. It deletes nothing at AWS. */
record Effects(List<String> created, List<String> changed, List<String> onNodes) {

  static Effects of(MigrationPlan plan) {
    TargetSettings target = plan.target();
    List<String> changed = new ArrayList<>();
    target.raise().ifPresent(raise -> changed.add("throughput of "
        + switch (raise.side()) {
          case BOTH -> plan.id().source() + " and the target";
          case SOURCE -> plan.id().source().toString();
          case TARGET -> "the target";
        } + " to " + raise.throughput() + " while the copy runs, a day at least"));
    List<String> onNodes = new ArrayList<>();
    onNodes.add("the copy on " + plan.copyHost().map(host -> "node " + host)
        .orElse("this machine, beside the nodes"));
    for (Node node : plan.nodes()) {
      onNodes.add("node " + node.name() + ": upgrade-cluster, ClusterEFSendpoint (data question"
          + " answered no); writers paused during the cutover");
      changed.add("the file system of node " + node.name() + ": " + plan.id().source()
          + " to the target");
    }
    onNodes.add("one node: set-Normal");
    return new Effects(
        List.of("file system `" + target.name() + "`: " + target.performanceMode() + ", "
            + target.throughput() + ", encrypted as the source",
            "a mount target of it in each zone of the source",
            "a mount of it at " + plan.targetRoot() + " on the copy host"),
        changed, onNodes);
  }
}
