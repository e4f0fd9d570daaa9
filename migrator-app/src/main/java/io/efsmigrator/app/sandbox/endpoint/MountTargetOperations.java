package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Create, describe and delete mount targets, and their security groups. */
final class MountTargetOperations {

  private static final int MAX_GROUPS = 5;
  private static final int FIRST_HOST = 10;

  private final EfsStore store;
  private final EfsTiming timing;
  private final FaultProfile profile;

  MountTargetOperations(EfsStore store, EfsTiming timing, FaultProfile profile) {
    this.store = store;
    this.timing = timing;
    this.profile = profile;
  }

  EfsAnswer create(EfsRequest request) {
    String fileSystemId = request.requiredText("FileSystemId");
    String subnetId = request.requiredText("SubnetId");
    ObjectNode fileSystem = store.fileSystem(fileSystemId);
    if (!EfsStore.state(fileSystem).equals("available")) {
      throw EfsError.fileSystemState(fileSystemId, EfsStore.state(fileSystem));
    }
    EfsNetwork.Subnet subnet = store.network().subnet(subnetId)
        .orElseThrow(() -> new EfsError(400, "SubnetNotFound",
            "Subnet '" + subnetId + "' does not exist."));
    checkZone(EfsStore.description(fileSystem), subnet, fileSystemId);
    List<String> groups = groups(request.body().path("SecurityGroups"));
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    ObjectNode target = row.putObject("description");
    String id = store.newId("fsmt-");
    target.put("OwnerId", store.network().accountId()).put("MountTargetId", id);
    target.put("FileSystemId", fileSystemId).put("SubnetId", subnetId);
    target.put("LifeCycleState", "creating").put("IpAddress", address(request, subnet));
    target.put("NetworkInterfaceId", store.newId("eni-")).put("VpcId", store.network().vpcId());
    target.put("AvailabilityZoneId", subnet.zoneId());
    target.put("AvailabilityZoneName", subnet.zoneName());
    groups.forEach(row.putArray("securityGroups")::add);
    ObjectNode answer = target.deepCopy();
    boolean stuck = profile == FaultProfile.STUCK && store.mountTargetsOf(fileSystemId).isEmpty();
    store.mountTargets().set(id, row);
    if (!stuck) {
      store.enter(row, "creating", timing.mountTarget());
    }
    return EfsAnswer.ok(answer);
  }

  /** One mount target per zone; a One Zone file system has its only one in its own zone. */
  private void checkZone(ObjectNode fileSystem, EfsNetwork.Subnet subnet, String fileSystemId) {
    String onlyZone = fileSystem.path("AvailabilityZoneName").asString("");
    if (!onlyZone.isEmpty() && !onlyZone.equals(subnet.zoneName())) {
      throw new EfsError(400, "AvailabilityZonesMismatch",
          "File system '" + fileSystemId + "' is in " + onlyZone + ".");
    }
    for (ObjectNode row : store.mountTargetsOf(fileSystemId)) {
      if (EfsStore.description(row).path("AvailabilityZoneId").asString()
          .equals(subnet.zoneId())) {
        if (EfsStore.isStuck(row)) {
          store.enter(row, "creating", timing.mountTarget());
        }
        throw new EfsError(409, "MountTargetConflict",
            "File system '" + fileSystemId + "' has a mount target in " + subnet.zoneName() + ".");
      }
    }
  }

  private String address(EfsRequest request, EfsNetwork.Subnet subnet) {
    Set<String> used = store.mountTargets().values().stream()
        .map(row -> EfsStore.description(row).path("IpAddress").asString())
        .collect(Collectors.toSet());
    String asked = request.text("IpAddress").orElse("");
    if (used.contains(asked)) {
      throw new EfsError(409, "IpAddressInUse", "Address " + asked + " is in use.");
    }
    if (!asked.isEmpty()) {
      return asked;
    }
    for (int host = FIRST_HOST; host < FIRST_HOST + subnet.freeAddresses(); host++) {
      String free = subnet.prefix() + "." + host;
      if (!used.contains(free)) {
        return free;
      }
    }
    throw new EfsError(409, "NoFreeAddressesInSubnet", "The subnet has no free address.");
  }

  private List<String> groups(JsonNode asked) {
    List<String> groups = asked.values().stream().map(JsonNode::asString).toList();
    if (groups.isEmpty()) {
      return List.of(store.network().defaultSecurityGroup());
    }
    if (groups.size() > MAX_GROUPS) {
      throw new EfsError(400, "SecurityGroupLimitExceeded",
          "At most " + MAX_GROUPS + " security groups per mount target.");
    }
    for (String group : groups) {
      if (!store.network().knowsGroup(group)) {
        throw new EfsError(400, "SecurityGroupNotFound",
            "Security group '" + group + "' does not exist.");
      }
    }
    return groups;
  }

  EfsAnswer describe(EfsRequest request) {
    String fileSystemId = request.parameter("FileSystemId").orElse("");
    String id = request.parameter("MountTargetId").orElse("");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    List<ObjectNode> rows;
    if (!id.isEmpty()) {
      rows = List.of(store.mountTarget(id));
    } else if (!fileSystemId.isEmpty()) {
      store.fileSystem(fileSystemId);
      rows = store.mountTargetsOf(fileSystemId);
    } else {
      throw EfsError.badRequest("FileSystemId or MountTargetId is required.");
    }
    Pages.fill(answer, "MountTargets",
        rows.stream().map(row -> EfsStore.description(row).deepCopy()).toList(), request);
    return EfsAnswer.ok(answer);
  }

  EfsAnswer delete(EfsRequest request) {
    store.enter(store.mountTarget(request.id()), "deleting", timing.deletion());
    return EfsAnswer.noContent();
  }

  EfsAnswer describeSecurityGroups(EfsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("SecurityGroups", settled(request.id()).path("securityGroups").deepCopy());
    return EfsAnswer.ok(answer);
  }

  EfsAnswer modifySecurityGroups(EfsRequest request) {
    List<String> groups = groups(request.body().path("SecurityGroups"));
    groups.forEach(settled(request.id()).putArray("securityGroups")::add);
    return EfsAnswer.noContent();
  }

  private ObjectNode settled(String id) {
    ObjectNode row = store.mountTarget(id);
    if (!EfsStore.state(row).equals("available")) {
      throw new EfsError(409, "IncorrectMountTargetState",
          "Mount target '" + id + "' is " + EfsStore.state(row) + ", not available.");
    }
    return row;
  }
}
