package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import java.nio.file.Path;
import java.util.Optional;

/** Mounts on the copy host, each seen to be the file system it should be. */
final class MountPoints {

  private final Nodes nodes;
  private final Mounts mounts;

  MountPoints(Nodes nodes, Mounts mounts) {
    this.nodes = nodes;
    this.mounts = mounts;
  }

  /** Preflight asked too, but that may be days ago on a migration that is restarted. */
  Optional<StageOutcome> refuseBackup(MigrationPlan plan) {
    if (plan.copyHost().isEmpty()) {
      return Optional.empty();
    }
    NodeName host = plan.copyHost().get();
    return nodes.role(host) == NodeRole.PRIMARY
        ? Optional.empty()
        : Optional.of(Blocked.refused("the copy host, node " + host + ", is not the Primary",
            "Run the migration on the Primary or on an instance beside the nodes."));
  }

  /** Mounts it if nothing is mounted there, and looks again. */
  Optional<StageOutcome> mount(Path path, FileSystemId fileSystem, MigrationPlan plan) {
    return switch (mounts.look(path, fileSystem)) {
      case Mounts.MountState.Expected() -> Optional.empty();
      case Mounts.MountState.Nothing() -> {
        mounts.mount(fileSystem, fileSystem.dnsName(plan.region()), path);
        yield mounted(path, fileSystem);
      }
      case Mounts.MountState.Other(var what) ->
        Optional.of(wrong(path, fileSystem, "it is " + what));
    };
  }

  /** Whether it is mounted there, and nothing else. */
  Optional<StageOutcome> mounted(Path path, FileSystemId expected) {
    return switch (mounts.look(path, expected)) {
      case Mounts.MountState.Expected() -> Optional.empty();
      case Mounts.MountState.Nothing() -> Optional
          .of(wrong(path, expected, "nothing is mounted there"));
      case Mounts.MountState.Other(var what) -> Optional.of(wrong(path, expected, "it is " + what));
    };
  }

  static StageOutcome failed(Mounts.MountFailed e) {
    return Blocked.failed("a file system could not be mounted: " + e.getMessage(),
        "Mount it by hand or put right what mount reports, then restart.");
  }

  private static StageOutcome wrong(Path path, FileSystemId expected, String what) {
    return Blocked.refused(path + " is not a mount of " + expected + ": " + what,
        "Mount " + expected + " there, or correct the path in the migration file; then restart.");
  }
}
