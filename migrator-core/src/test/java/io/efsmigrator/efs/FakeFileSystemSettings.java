package io.efsmigrator.efs;

import io.efsmigrator.efs.EfsException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What hangs on the file systems of a {@link FakeFileSystems}, by the rules of
 * {@link FileSystemSettingsContract}: what is ordered stays unfinished until {@link #settle}.
 */
public final class FakeFileSystemSettings implements FileSystemSettings, AccessPoints {

  private final FakeFileSystems fileSystems;
  private final Map<FileSystemId, Set<LifecycleRule>> lifecycles = new HashMap<>();
  private final Map<FileSystemId, BackupPolicy> backups = new HashMap<>();
  private final Map<FileSystemId, FileSystemPolicy> policies = new HashMap<>();
  private final Map<AccessPointId, AccessPoint> points = new LinkedHashMap<>();
  private final List<String> orders = new ArrayList<>();
  private Optional<EfsException> policyRefusal = Optional.empty();
  private int nextId = 0x700;

  public FakeFileSystemSettings(FakeFileSystems fileSystems) {
    this.fileSystems = fileSystems;
  }

  /** Puts an access point there, or another version of it. */
  public void put(AccessPoint point) {
    points.put(point.id(), point);
  }

  public void put(FileSystemId fileSystem, BackupPolicy policy) {
    backups.put(fileSystem, policy);
  }

  /** From now on no policy is good enough. */
  public void refusePolicies(EfsException refusal) {
    policyRefusal = Optional.of(refusal);
  }

  /** Lets everything that was ordered take effect. */
  public void settle() {
    backups.replaceAll((id, policy) -> switch (policy) {
      case ENABLING, ENABLED -> BackupPolicy.ENABLED;
      case DISABLING, DISABLED -> BackupPolicy.DISABLED;
      case UNKNOWN -> BackupPolicy.UNKNOWN;
    });
    points.replaceAll((id, point) -> switch (point.state()) {
      case CREATING, UPDATING -> new AccessPoint(id, point.fileSystem(), point.clientToken(),
          LifeCycleState.AVAILABLE, point.shape());
      case AVAILABLE, DELETING, DELETED, ERROR, UNKNOWN -> point;
    });
  }

  /** Everything that was ordered, oldest first. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  @Override
  public Set<LifecycleRule> lifecycle(FileSystemId fileSystem) {
    existing(fileSystem);
    return lifecycles.getOrDefault(fileSystem, Set.of());
  }

  @Override
  public void setLifecycle(FileSystemId fileSystem, Set<LifecycleRule> rules) {
    existing(fileSystem);
    lifecycles.put(fileSystem, Set.copyOf(rules));
    orders.add("lifecycle " + fileSystem);
  }

  @Override
  public BackupPolicy backupPolicy(FileSystemId fileSystem) {
    existing(fileSystem);
    return backups.getOrDefault(fileSystem, BackupPolicy.DISABLED);
  }

  @Override
  public void enableBackup(FileSystemId fileSystem) {
    existing(fileSystem);
    backups.put(fileSystem, BackupPolicy.ENABLING);
    orders.add("backup " + fileSystem);
  }

  @Override
  public Optional<FileSystemPolicy> policy(FileSystemId fileSystem) {
    existing(fileSystem);
    return Optional.ofNullable(policies.get(fileSystem));
  }

  @Override
  public void setPolicy(FileSystemId fileSystem, FileSystemPolicy policy) {
    existing(fileSystem);
    policyRefusal.ifPresent(refusal -> {
      throw refusal;
    });
    if (!policy.json().contains("\"Statement\"")) {
      throw new EfsException(Kind.BAD_REQUEST, "the policy has no Statement");
    }
    policies.put(fileSystem, policy);
    orders.add("policy " + fileSystem);
  }

  @Override
  public void tag(FileSystemId fileSystem, Map<String, String> tags) {
    FileSystem it = existing(fileSystem);
    Map<String, String> all = new HashMap<>(it.tags());
    all.putAll(tags);
    fileSystems.put(new FileSystem(it.id(), it.creationToken(), it.state(), it.performanceMode(),
        it.throughput(), it.encryption(), it.oneZone(), it.sizeBytes(), all));
    orders.add("tag " + fileSystem);
  }

  @Override
  public List<AccessPoint> accessPoints(FileSystemId fileSystem) {
    existing(fileSystem);
    return points.values().stream().filter(point -> point.fileSystem().equals(fileSystem)).toList();
  }

  @Override
  public AccessPoint createAccessPoint(NewAccessPoint order) {
    FileSystem fileSystem = existing(order.fileSystem());
    if (fileSystem.state() != LifeCycleState.AVAILABLE) {
      throw new EfsException(Kind.WRONG_STATE, fileSystem.id() + " is " + fileSystem.state());
    }
    if (points.values().stream()
        .anyMatch(point -> point.clientToken().equals(order.clientToken()))) {
      throw new EfsException(Kind.ALREADY_EXISTS, "token " + order.clientToken());
    }
    AccessPoint made = new AccessPoint(new AccessPointId("fsap-%08x".formatted(nextId++)),
        order.fileSystem(), order.clientToken(), LifeCycleState.CREATING, order.shape());
    points.put(made.id(), made);
    orders.add("accessPoint " + order.shape().path());
    return made;
  }

  private FileSystem existing(FileSystemId id) {
    return fileSystems.find(id)
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "no file system " + id));
  }
}
