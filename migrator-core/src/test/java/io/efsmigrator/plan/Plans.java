package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.Throughput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans for tests: the guide's, and variations of it. */
public final class Plans {

  public static final FileSystemId SOURCE = new FileSystemId("fs-0000000a");
  public static final MigrationId ID = new MigrationId("recordings", SOURCE);
  public static final Region REGION = new Region("us-east-1");
  public static final AvailabilityZone EAST = new AvailabilityZone("us-east-1a");
  public static final AvailabilityZone WEST = new AvailabilityZone("us-east-1b");
  public static final NodeName PRIMARY = new NodeName("node-a");
  public static final NodeName BACKUP = new NodeName("node-b");

  private Plans() {}

  /** Two nodes, Max I/O, Bursting, copied on the Primary, no gate. */
  public static MigrationPlan ofGuide() {
    return of(TargetSettings.ofGuide("recordings-MaxIO"), Optional.of(PRIMARY),
        CutoverSettings.DEFAULT);
  }

  public static MigrationPlan withTarget(TargetSettings target) {
    return of(target, Optional.of(PRIMARY), CutoverSettings.DEFAULT);
  }

  /** The guide's, with Provisioned throughput for the time of the copy. */
  public static MigrationPlan raisedTo(double mibps) {
    return withTarget(new TargetSettings("recordings-MaxIO", PerformanceMode.MAX_IO,
        Throughput.bursting(), Set.of(),
        Optional.of(new RaisedThroughput(mibps, RaisedThroughput.GUIDE_PRICE))));
  }

  public static MigrationPlan withCopyHost(MigrationPlan it, Optional<NodeName> copyHost) {
    return new MigrationPlan(it.id(), it.region(), it.sourceRoot(), it.targetRoot(), it.target(),
        it.nodes(), copyHost, it.cluster(), it.copy(), it.verify(), it.cutover());
  }

  /** A plan whose trees are directories that exist. */
  public static MigrationPlan withRoots(Path source, Path target) {
    MigrationPlan it = ofGuide();
    return new MigrationPlan(it.id(), it.region(), source, target, it.target(), it.nodes(),
        it.copyHost(), it.cluster(), it.copy(), it.verify(), it.cutover());
  }

  /** A plan for nodes that exist; the first is the copy host. */
  public static MigrationPlan withNodes(List<Node> nodes) {
    MigrationPlan it = ofGuide();
    return new MigrationPlan(it.id(), it.region(), it.sourceRoot(), it.targetRoot(), it.target(),
        nodes, Optional.of(nodes.getFirst().name()), it.cluster(), it.copy(), it.verify(),
        it.cutover());
  }

  /** The same for a cluster of another kind. */
  public static MigrationPlan withCluster(List<Node> nodes, ClusterSettings cluster) {
    MigrationPlan it = withNodes(nodes);
    return new MigrationPlan(it.id(), it.region(), it.sourceRoot(), it.targetRoot(), it.target(),
        nodes, it.copyHost(), cluster, it.copy(), it.verify(), it.cutover());
  }

  /** A plan whose source is a directory that exists. */
  public static MigrationPlan withSourceRoot(Path directory) {
    MigrationPlan it = ofGuide();
    return new MigrationPlan(it.id(), it.region(), directory, it.targetRoot(), it.target(),
        it.nodes(), it.copyHost(), it.cluster(), it.copy(), it.verify(), it.cutover());
  }

  public static MigrationPlan withCutover(CutoverSettings cutover) {
    return of(TargetSettings.ofGuide("recordings-MaxIO"), Optional.of(PRIMARY), cutover);
  }

  public static Node node(NodeName name, NodeRole role, AvailabilityZone zone) {
    return new Node(name, role, zone, new NodeAccess.Local(), "cluster-mgr",
        Path.of("/var/lib/efs-migrator/jobs", name.value()));
  }

  private static MigrationPlan of(TargetSettings target, Optional<NodeName> copyHost,
      CutoverSettings cutover) {
    return new MigrationPlan(ID, REGION, Path.of("/mnt/efs-source"), Path.of("/mnt/efs-target"),
        target,
        List.of(node(PRIMARY, NodeRole.PRIMARY, EAST), node(BACKUP, NodeRole.BACKUP, WEST)),
        copyHost, ClusterSettings.ofGuide(), CopySettings.DEFAULT, VerifyMode.FULL, cutover);
  }
}
