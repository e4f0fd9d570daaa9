package io.efsmigrator.app.sandbox.endpoint;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file system that was there before: general purpose, bursting, a mount target in every zone.
 *
 * <p>Its id is given, because the migration file names it before the endpoint has ever run.
 */
final class SourceProvision {

  private static final Duration RAISED_BEFORE = Duration.ofHours(1);

  private final EfsStore store;
  private final FaultProfile profile;

  SourceProvision(EfsStore store, FaultProfile profile) {
    this.store = store;
    this.profile = profile;
  }

  void provide(String id, String name, String securityGroup) {
    if (store.fileSystems().has(id)) {
      return;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("CreationToken", "sandbox-source").put("PerformanceMode", "generalPurpose");
    body.put("Encrypted", true).put("Backup", true);
    body.putArray("Tags").addObject().put("Key", "Name").put("Value", name);
    new FileSystemOperations(store, EfsTiming.IMMEDIATE).create(request("file-systems", body), id);
    if (profile == FaultProfile.REFUSED) {
      store.fileSystem(id).put("throughputRaisedAt",
          store.clock().millis() - RAISED_BEFORE.toMillis());
    }
    MountTargetOperations mounts = new MountTargetOperations(store, EfsTiming.IMMEDIATE,
        FaultProfile.NONE);
    Map<String, EfsNetwork.Subnet> subnets = new TreeMap<>(store.network().subnets());
    Set<String> served = new HashSet<>();
    for (Map.Entry<String, EfsNetwork.Subnet> entry : subnets.entrySet()) {
      if (!served.add(entry.getValue().zoneName())) {
        continue;
      }
      String subnet = entry.getKey();
      ObjectNode order = JsonNodeFactory.instance.objectNode();
      order.put("FileSystemId", id).put("SubnetId", subnet);
      order.putArray("SecurityGroups").add(securityGroup);
      mounts.create(request("mount-targets", order));
    }
  }

  private static EfsRequest request(String collection, ObjectNode body) {
    return new EfsRequest("POST", List.of(collection), Map.of(), body);
  }
}
