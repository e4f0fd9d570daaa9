package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** May this machine copy, and has it the source where the plan says? */
final class CopyHostChecks {

  private static final long MIB = 1L << 20;

  private final Nodes nodes;
  private final Mounts mounts;

  CopyHostChecks(Nodes nodes, Mounts mounts) {
    this.nodes = nodes;
    this.mounts = mounts;
  }

  List<Finding> look(MigrationPlan plan) {
    List<Finding> found = new ArrayList<>();
    found.add(host(plan.copyHost()));
    found.add(switch (mounts.look(plan.sourceRoot(), plan.id().source())) {
      case Mounts.MountState.Expected() -> Finding.ok("mount",
          plan.sourceRoot() + " is the source " + plan.id().source());
      case Mounts.MountState.Nothing() -> wrongMount(plan, "nothing is mounted there");
      case Mounts.MountState.Other(var what) -> wrongMount(plan, "it is " + what);
    });
    found.add(space(plan));
    return found;
  }

  private Finding host(Optional<NodeName> copyHost) {
    if (copyHost.isEmpty()) {
      return Finding.ok("copy host", "the copy runs on an instance beside the nodes");
    }
    NodeName host = copyHost.get();
    NodeRole role;
    try {
      role = nodes.role(host);
    } catch (NodeException e) {
      return Finding.block("copy host", "node " + host + " gives no answer: " + e.getMessage(),
          "Make sure that its commands can be run from here.");
    }
    return switch (role) {
      case PRIMARY -> Finding.ok("copy host", "the copy runs on the Primary, node " + host);
      case BACKUP -> Finding.block("copy host",
          "the copy would run on the Backup, node " + host + ", and data would be lost",
          "Run it on the Primary or on an instance beside the nodes.");
      case UNKNOWN -> Finding.block("copy host",
          "node " + host + " does not tell whether it is the Primary",
          "Correct the command that reads its role in the migration file.");
    };
  }

  private static Finding wrongMount(MigrationPlan plan, String what) {
    return Finding.block("mount",
        plan.sourceRoot() + " is not a mount of the source " + plan.id().source() + ": " + what,
        "Mount the source there, or correct source.path in the migration file.");
  }

  private static Finding space(MigrationPlan plan) {
    try (Directory root = Directory.open(plan.sourceRoot())) {
      Space space = root.space();
      long usedMib = (space.totalBytes() - space.freeBytes()) / MIB;
      return Finding.ok("space", plan.sourceRoot() + " says: " + usedMib + " MiB and "
          + inodes(space) + " in use; EFS itself has no limit to fill");
    } catch (PosixException e) {
      return Finding.block("mount",
          plan.sourceRoot() + " cannot be opened: " + e.getMessage(),
          "Mount the source there, or correct source.path in the migration file.");
    }
  }

  private static String inodes(Space space) {
    return space.totalInodes() == 0
        ? "uncounted inodes"
        : space.totalInodes() - space.freeInodes() + " inodes";
  }
}
