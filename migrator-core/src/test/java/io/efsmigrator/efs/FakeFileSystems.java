package io.efsmigrator.efs;

import io.efsmigrator.efs.EfsException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EFS in memory, by the rules of {@link FileSystemsContract}: what is ordered stays unfinished until
 * {@link #settle}, and a day passes by {@link #advance}.
 */
public final class FakeFileSystems implements FileSystems {

  private final Map<FileSystemId, FileSystem> fileSystems = new LinkedHashMap<>();
  private final Map<MountTargetId, MountTarget> mountTargets = new LinkedHashMap<>();
  private final Map<MountTargetId, Set<SecurityGroupId>> groups = new HashMap<>();
  private final Map<SubnetId, AvailabilityZone> subnets = new HashMap<>();
  private final Set<SubnetId> full = new HashSet<>();
  private final Map<FileSystemId, Instant> raisedAt = new HashMap<>();
  private final Map<Integer, EfsException> refusals = new HashMap<>();
  private final Set<FileSystemId> forbidden = new HashSet<>();
  private final Map<FileSystemId, EfsException> refusedChanges = new HashMap<>();
  private final Map<FileSystemId, EfsException> lostAnswers = new HashMap<>();
  private final List<String> orders = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private int nextId = 0x100;
  private int calls;
  private int refusedOrders;

  public void addSubnet(SubnetId subnet, AvailabilityZone zone) {
    subnets.put(subnet, zone);
  }

  /** From now on that subnet has no address left, whatever the network says. */
  public void fill(SubnetId subnet) {
    full.add(subnet);
  }

  /** Puts a file system there, or another version of it. */
  public void put(FileSystem fileSystem) {
    fileSystems.put(fileSystem.id(), fileSystem);
  }

  public void remove(FileSystemId id) {
    fileSystems.remove(id);
  }

  /** Puts a mount target there, or another version of it. */
  public void put(MountTarget mountTarget, Set<SecurityGroupId> securityGroups) {
    mountTargets.put(mountTarget.id(), mountTarget);
    groups.put(mountTarget.id(), securityGroups);
  }

  /** Gives a mount target other security groups, as an order of its own port. */
  void regroup(MountTargetId mountTarget, Set<SecurityGroupId> securityGroups) {
    if (!groups.containsKey(mountTarget)) {
      throw new EfsException(Kind.NOT_FOUND, "no " + mountTarget);
    }
    groups.put(mountTarget, Set.copyOf(securityGroups));
  }

  /** One mount target, whoever it belongs to. */
  Optional<MountTarget> mountTarget(MountTargetId id) {
    return Optional.ofNullable(mountTargets.get(id));
  }

  /** Lets everything that was ordered become available. */
  public void settle() {
    fileSystems.replaceAll((id, fileSystem) -> switch (fileSystem.state()) {
      case CREATING, UPDATING -> with(fileSystem, LifeCycleState.AVAILABLE,
          fileSystem.throughput());
      case AVAILABLE, DELETING, DELETED, ERROR, UNKNOWN -> fileSystem;
    });
    mountTargets.replaceAll((id, there) -> switch (there.state()) {
      case CREATING, UPDATING -> with(there, LifeCycleState.AVAILABLE);
      case AVAILABLE, DELETING, DELETED, ERROR, UNKNOWN -> there;
    });
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** The next order or question is refused with that. */
  public void refuseNext(EfsException refusal) {
    refuseNth(1, refusal);
  }

  /** The n-th order or question from now on is refused with that. */
  public void refuseNth(int n, EfsException refusal) {
    refusals.put(calls + n, refusal);
  }

  /** From now on every change of that one's throughput is refused as too early. */
  public void forbidChange(FileSystemId id) {
    forbidden.add(id);
  }

  /** From now on every change of that one's throughput is refused with that. */
  public void refuseAlways(FileSystemId id, EfsException refusal) {
    refusedChanges.put(id, refusal);
  }

  /** The next change of that one's throughput takes effect, and is answered with that. */
  public void takeEffectThenRefuse(FileSystemId id, EfsException answer) {
    lostAnswers.put(id, answer);
  }

  /** Everything that was ordered, oldest first. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  /** How many mount targets were ordered for a zone that had one. */
  public int refusedOrders() {
    return refusedOrders;
  }

  public static FileSystem with(FileSystem it, LifeCycleState state, Throughput throughput) {
    return new FileSystem(it.id(), it.creationToken(), state, it.performanceMode(), throughput,
        it.encryption(), it.oneZone(), it.sizeBytes(), it.tags());
  }

  public static MountTarget with(MountTarget it, LifeCycleState state) {
    return new MountTarget(it.id(), it.fileSystem(), it.subnet(), it.zone(), state,
        it.ipAddress());
  }

  @Override
  public Optional<FileSystem> find(FileSystemId id) {
    refuse();
    return Optional.ofNullable(fileSystems.get(id));
  }

  @Override
  public Optional<FileSystem> find(CreationToken token) {
    refuse();
    return fileSystems.values().stream()
        .filter(fileSystem -> fileSystem.creationToken().equals(token)).findFirst();
  }

  @Override
  public FileSystem create(NewFileSystem order) {
    if (find(order.creationToken()).isPresent()) {
      throw new EfsException(Kind.ALREADY_EXISTS, "token " + order.creationToken());
    }
    FileSystemId id = new FileSystemId("fs-%08x".formatted(nextId++));
    Encryption encryption = switch (order.encryption()) {
      case Encryption.None none -> none;
      case Encryption.Kms(var key) -> new Encryption.Kms(
          key.or(() -> Optional.of("arn:aws:kms:us-east-1:111122223333:key/default")));
    };
    FileSystem made = new FileSystem(id, order.creationToken(), LifeCycleState.CREATING,
        order.performanceMode(), order.throughput(), encryption, order.oneZone(), 6144,
        order.tags());
    fileSystems.put(id, made);
    orders.add("create " + id);
    return made;
  }

  @Override
  public FileSystem setThroughput(FileSystemId id, Throughput throughput) {
    FileSystem before = existing(id);
    if (before.state() != LifeCycleState.AVAILABLE) {
      throw new EfsException(Kind.WRONG_STATE, id + " is " + before.state());
    }
    if (forbidden.contains(id)) {
      throw new EfsException(Kind.TOO_EARLY, "changed less than 24 hours ago");
    }
    EfsException always = refusedChanges.get(id);
    if (always != null) {
      throw always;
    }
    boolean more = throughput.mode() == ThroughputMode.PROVISIONED
        && throughput.provisionedMibps() > before.throughput().provisionedMibps();
    Instant raised = raisedAt.get(id);
    if (raised != null && !more && now.isBefore(raised.plus(Duration.ofHours(24)))) {
      throw new EfsException(Kind.TOO_EARLY, "changed less than 24 hours ago",
          Optional.of(raised.plus(Duration.ofHours(24))));
    }
    if (more) {
      raisedAt.put(id, now);
    }
    FileSystem changed = with(before, LifeCycleState.UPDATING, throughput);
    fileSystems.put(id, changed);
    orders.add("throughput " + id + " " + throughput);
    EfsException lost = lostAnswers.remove(id);
    if (lost != null) {
      throw lost;
    }
    return changed;
  }

  @Override
  public List<MountTarget> mountTargets(FileSystemId fileSystem) {
    existing(fileSystem);
    return mountTargets.values().stream()
        .filter(mountTarget -> mountTarget.fileSystem().equals(fileSystem)).toList();
  }

  @Override
  public Set<SecurityGroupId> securityGroups(MountTargetId mountTarget) {
    refuse();
    Set<SecurityGroupId> found = groups.get(mountTarget);
    if (found == null) {
      throw new EfsException(Kind.NOT_FOUND, "no " + mountTarget);
    }
    return found;
  }

  @Override
  public MountTarget createMountTarget(NewMountTarget order) {
    FileSystem fileSystem = existing(order.fileSystem());
    if (fileSystem.state() != LifeCycleState.AVAILABLE) {
      throw new EfsException(Kind.WRONG_STATE, fileSystem.id() + " is " + fileSystem.state());
    }
    AvailabilityZone zone = subnets.get(order.subnet());
    if (zone == null) {
      throw new EfsException(Kind.NOT_FOUND, "no " + order.subnet());
    }
    if (mountTargets.values().stream().anyMatch(there -> there.zone().equals(zone)
        && there.fileSystem().equals(fileSystem.id())
        && there.state() != LifeCycleState.DELETED)) {
      refusedOrders++;
      throw new EfsException(Kind.ALREADY_EXISTS, "zone " + zone + " has one");
    }
    if (full.contains(order.subnet())) {
      throw new EfsException(Kind.NO_FREE_ADDRESS, order.subnet() + " is full");
    }
    int number = nextId++;
    MountTarget made = new MountTarget(new MountTargetId("fsmt-%08x".formatted(number)),
        order.fileSystem(), order.subnet(), zone, LifeCycleState.CREATING, "10.0.0." + number);
    put(made, order.securityGroups());
    orders.add("mountTarget " + order.fileSystem() + " " + order.subnet());
    return made;
  }

  private FileSystem existing(FileSystemId id) {
    return find(id)
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "no file system " + id));
  }

  private void refuse() {
    EfsException refusal = refusals.remove(++calls);
    if (refusal != null) {
      throw refusal;
    }
  }
}
