package io.efsmigrator.stage;

import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.RollbackOrder;
import io.efsmigrator.stage.RollbackRecord.Begun;
import io.efsmigrator.stage.RollbackRecord.Progress;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that must hold before the cluster is led back, asked of world and history. Nothing here
 * changes anything.
 *
 * <p>A node that is not well is no reason to stay: it may be why somebody wants to go back.
 */
public final class RollbackChecks {

  static final String CONFIRMATION = "confirmation";

  private final FileSystems fileSystems;
  private final TargetLookup targets;
  private final Nodes nodes;
  private final CutoverRecord cutover;
  private final RollbackRecord record;
  private final RollbackOrder order;

  /** Checks one order, with everything that has to be asked. */
  public RollbackChecks(FileSystems fileSystems, Nodes nodes, CutoverRecord cutover,
      RollbackRecord record, RollbackOrder order) {
    this.fileSystems = fileSystems;
    this.targets = new TargetLookup(fileSystems);
    this.nodes = nodes;
    this.cutover = cutover;
    this.record = record;
    this.order = order;
  }

  /**
   * What was found.
   *
   * @param toBegin what is to be noted if nothing of it forbids the rollback; empty if it has begun
   */
  record Looked(List<Finding> findings, Optional<Begun> toBegin) {}

  boolean nothingTyped() {
    return order.typed().isEmpty();
  }

  RollbackRecord record() {
    return record;
  }

  Optional<FileSystem> source(MigrationPlan plan) {
    return fileSystems.find(plan.id().source());
  }

  /** All findings; one BLOCK among them forbids the rollback. */
  Looked look(MigrationPlan plan, Optional<FileSystem> source) {
    Optional<Begun> begun = record.begun(plan.id());
    Optional<FileSystem> found = targets.find(plan);
    Optional<FileSystemId> target = begun.map(Begun::target)
        .or(() -> record.target(plan.id())).or(() -> found.map(FileSystem::id));
    List<Finding> findings = new ArrayList<>();
    findings.add(confirmation(begun, target));
    findings.add(cutover(plan));
    findings.add(deletion(plan));
    findings.add(available(plan, source));
    Optional<DnsName> targetName = target.map(id -> id.dnsName(plan.region()));
    boolean onTarget = false;
    for (Node node : plan.nodes()) {
      Optional<DnsName> endpoint = nodes.endpoint(node.name());
      onTarget |= targetName.isPresent() && endpoint.equals(targetName);
      findings.add(role(node));
      findings.add(endpoint(plan, node, endpoint, targetName));
      findings.add(health(node));
    }
    Reverse asked = onTarget
        ? Reverse.NEEDED
        : record.everSwitched(plan.id()) ? Reverse.COMPARED : Reverse.NEEDLESS;
    Optional<Begun> beginning = begun
        .or(() -> target.map(id -> new Begun(asked, id, order.actor())));
    findings.add(reverse(plan, beginning));
    if (beginning.filter(one -> one.reverse() != Reverse.NEEDLESS).isPresent()) {
      findings.add(target(plan, found, target));
    }
    return new Looked(findings, begun.isPresent() ? Optional.empty() : beginning);
  }

  private Finding confirmation(Optional<Begun> begun, Optional<FileSystemId> target) {
    if (target.isEmpty()) {
      return Finding.block(CONFIRMATION, "no target was ever mounted and marked",
          "There is nothing to roll back.");
    }
    String remedy = "Read the other checks, then give --confirm " + target.get() + ".";
    if (order.confirms(target.get())) {
      return Finding.ok(CONFIRMATION, order.actor() + " typed " + target.get());
    }
    if (order.typed().isPresent()) {
      return Finding.block(CONFIRMATION,
          "what was typed is not the id of the target, letter by letter", remedy);
    }
    return begun
        .map(one -> Finding.ok(CONFIRMATION,
            one.actor() + " typed " + one.target() + " when it began"))
        .orElseGet(
            () -> Finding.block(CONFIRMATION, "the id of the target was not typed", remedy));
  }

  private Finding cutover(MigrationPlan plan) {
    return cutover.begun(plan.id())
        ? Finding.ok("cutover", "the cutover of " + plan.id() + " has begun")
        : Finding.block("cutover", "the cutover of " + plan.id()
            + " has not begun: no writer was paused and no node switched",
            "There is nothing to roll back. Go on with `migrator restart`, or give the migration"
                + " up with `migrator abandon`.");
  }

  private Finding deletion(MigrationPlan plan) {
    return record.deletionBegun(plan.id())
        ? Finding.block("source", "the deletion of " + plan.id().source() + " has begun",
            "There is no way back. Stay on the target; restore a backup if something is missing.")
        : Finding.ok("source", "nobody has begun to delete " + plan.id().source() + " from here");
  }

  private static Finding available(MigrationPlan plan, Optional<FileSystem> source) {
    String id = plan.id().source().value();
    if (source.isEmpty()) {
      return Finding.block("source", id + " is gone",
          "There is no way back. Stay on the target; check the id and the Region.");
    }
    return source.get().state() == LifeCycleState.AVAILABLE
        ? Finding.ok("source", id + " is available")
        : Finding.block("source", id + " is " + source.get().state(),
            "Find out why it is not available.");
  }

  private Finding role(Node node) {
    NodeRole role = nodes.role(node.name());
    String says = "node " + node.name() + " is the " + NodeGuard.word(role);
    return role == node.role()
        ? Finding.ok("role", says)
        : Finding.block("role", says + " and should be the " + NodeGuard.word(node.role()),
            "Bring the cluster back to its roles, or correct them in the migration file.");
  }

  private static Finding endpoint(MigrationPlan plan, Node node, Optional<DnsName> uses,
      Optional<DnsName> target) {
    DnsName source = plan.id().source().dnsName(plan.region());
    String says = "node " + node.name() + " uses "
        + uses.map(DnsName::value).orElse("something it does not tell");
    return uses.equals(Optional.of(source)) || (target.isPresent() && uses.equals(target))
        ? Finding.ok("endpoint", says)
        : Finding.block("endpoint", says + ", neither source nor target",
            "Find out who changed its endpoint, and point it at one of the two.");
  }

  private Finding health(Node node) {
    String name = "node " + node.name();
    return switch (nodes.health(node.name())) {
      case NodeHealth.Healthy() -> Finding.ok("health", name + " is healthy by its agent log");
      case NodeHealth.Broken(var evidence) -> Finding.warn("health",
          name + " is broken: " + evidence, "It has to be well on the source at the end.");
      case NodeHealth.Unclear(var evidence) -> Finding.warn("health",
          name + " does not say that it is healthy: " + evidence,
          "It has to be well on the source at the end.");
    };
  }

  /** What bringing back relies on: trees that were equal once, and a Primary that says which is newer. */
  private Finding reverse(MigrationPlan plan, Optional<Begun> begun) {
    if (begun.filter(one -> one.reverse() != Reverse.NEEDLESS).isEmpty()) {
      return Finding.ok("reverse",
          "nothing is to be brought back: no node was ever told to use the target");
    }
    if (cutover.finalPassProof(plan.id()).isEmpty()) {
      return Finding.block("reverse",
          "a node was told to use the target, whose final pass was never proved: what it lacks cannot"
              + " be told from what was deleted there",
          "Find out who switched it; compare both trees with `migrator verify`, and point every node"
              + " at the source by hand.");
    }
    return switch (ReverseState.of(plan, nodes, record, begun)) {
      case ASTRAY -> Finding.block("reverse",
          "the Primary is not on the side on which it should be: some nodes were switched by hand",
          "Point the Primary at the file system that has the newest recordings: the target, if it"
              + " ever worked there.");
      case AHEAD -> Finding.ok("reverse",
          "what the target got since the final pass is brought back first");
      case TO_COMPARE -> Finding.ok("reverse",
          "a node was told to use the target and none does: both are compared first");
      case DONE, NEEDLESS, NOT_BEGUN -> Finding.ok("reverse", "everything is on the source");
    };
  }

  private Finding target(MigrationPlan plan, Optional<FileSystem> found,
      Optional<FileSystemId> target) {
    String id = target.map(FileSystemId::value).orElse("of this migration");
    if (found.isPresent() && found.get().state() == LifeCycleState.AVAILABLE
        && target.equals(found.map(FileSystem::id))) {
      return Finding.ok("target", id + " is available");
    }
    if (record.farthest(plan.id()) != Progress.NOT_PROVED) {
      return Finding.ok("target", id + " is not needed any more");
    }
    return Finding.block("target", "the target " + id + " is "
        + found.map(fileSystem -> fileSystem.id() + ", " + fileSystem.state()).orElse("gone"),
        "Find out who changed it: what was written since the switch is there only.");
  }
}
