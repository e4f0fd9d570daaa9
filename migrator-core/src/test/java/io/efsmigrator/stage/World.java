package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.BACKUP;
import static io.efsmigrator.plan.Plans.EAST;
import static io.efsmigrator.plan.Plans.ID;
import static io.efsmigrator.plan.Plans.PRIMARY;
import static io.efsmigrator.plan.Plans.REGION;
import static io.efsmigrator.plan.Plans.SOURCE;
import static io.efsmigrator.plan.Plans.WEST;

import io.efsmigrator.cluster.FakeCluster;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FakeFileSystemSettings;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FakeMetrics;
import io.efsmigrator.efs.FakeMountNetwork;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Standing;
import io.efsmigrator.efs.Subnet;
import io.efsmigrator.efs.SubnetId;
import io.efsmigrator.efs.Throughput;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The guide's starting point: a healthy two-node cluster on an available source in two zones. */
final class World {

  static final FileSystemId TARGET = new FileSystemId("fs-0000000b");
  static final DnsName SOURCE_NAME = SOURCE.dnsName(REGION);
  static final DnsName TARGET_NAME = TARGET.dnsName(REGION);
  static final Set<SecurityGroupId> GROUPS = Set.of(new SecurityGroupId("sg-00000001"));
  static final SubnetId EAST_SUBNET = new SubnetId("subnet-0000000e");
  /** Another subnet of that zone, and an emptier one. */
  static final SubnetId EAST_SPARE = new SubnetId("subnet-000000e2");
  static final SubnetId WEST_SUBNET = new SubnetId("subnet-0000000f");

  final FakeFileSystems fileSystems = new FakeFileSystems();
  final FakeFileSystemSettings settings = new FakeFileSystemSettings(fileSystems);
  final FakeMountNetwork network = new FakeMountNetwork(fileSystems);
  final FakeCluster cluster = new FakeCluster();
  final FakeMounts mounts = new FakeMounts();
  final FakeMetrics metrics = new FakeMetrics();
  Standing standing = new Standing(Optional.empty(), Standing.Replication.NONE);
  final Notes notes = new Notes();
  final FakeCluster.NodeState primary = cluster.add(PRIMARY, NodeRole.PRIMARY, SOURCE_NAME);
  final FakeCluster.NodeState backup = cluster.add(BACKUP, NodeRole.BACKUP, SOURCE_NAME);

  World() {
    network.put(new Subnet(EAST_SUBNET, EAST, 20));
    network.put(new Subnet(EAST_SPARE, EAST, 200));
    network.put(new Subnet(WEST_SUBNET, WEST, 20));
    fileSystems.put(source());
    fileSystems.put(new MountTarget(new MountTargetId("fsmt-0000000e"), SOURCE, EAST_SUBNET, EAST,
        LifeCycleState.AVAILABLE, "10.0.1.4"), GROUPS);
    fileSystems.put(new MountTarget(new MountTargetId("fsmt-0000000f"), SOURCE, WEST_SUBNET, WEST,
        LifeCycleState.AVAILABLE, "10.0.2.4"), GROUPS);
  }

  /** Lets everything that was ordered take effect. */
  void settle() {
    fileSystems.settle();
    settings.settle();
  }

  /** What preflight asks AWS, at the time of the fake's clock. */
  Preflight.Questions questions() {
    return new Preflight.Questions(fileSystems, network, _ -> standing, metrics,
        Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC));
  }

  /** The world after createFileSystem. */
  static World withTarget() {
    World world = new World();
    world.fileSystems.put(target());
    return world;
  }

  static FileSystem source() {
    return new FileSystem(SOURCE, new CreationToken("console-1"), LifeCycleState.AVAILABLE,
        PerformanceMode.GENERAL_PURPOSE, Throughput.bursting(),
        new Encryption.Kms(Optional.of("arn:aws:kms:us-east-1:111122223333:key/1")),
        Optional.empty(), 5L << 30,
        Map.of("Name", "recordings", "team", "voice", "aws:cloudformation:stack-name", "x"));
  }

  static FileSystem target() {
    return new FileSystem(TARGET, ID.creationToken(), LifeCycleState.AVAILABLE,
        PerformanceMode.MAX_IO, Throughput.bursting(), source().encryption(), Optional.empty(),
        6144, Map.of("Name", "recordings-MaxIO", "team", "voice", CreateFileSystem.MIGRATION_TAG,
            ID.toString()));
  }
}
