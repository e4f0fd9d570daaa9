package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Create, describe, update and delete file systems. */
final class FileSystemOperations {

  private static final Set<String> PERFORMANCE_MODES = Set.of("generalPurpose", "maxIO");

  private final EfsStore store;
  private final EfsTiming timing;
  private final ThroughputRules throughput;

  FileSystemOperations(EfsStore store, EfsTiming timing) {
    this.store = store;
    this.timing = timing;
    this.throughput = new ThroughputRules(store.clock());
  }

  EfsAnswer create(EfsRequest request) {
    return create(request, store.newId("fs-"));
  }

  EfsAnswer create(EfsRequest request, String newId) {
    String token = request.requiredText("CreationToken");
    if (token.length() > 64) {
      throw EfsError.badRequest("CreationToken is longer than 64 characters.");
    }
    for (JsonNode row : store.fileSystems().values()) {
      JsonNode known = EfsStore.description(row);
      if (known.path("CreationToken").asString().equals(token)) {
        String id = known.path("FileSystemId").asString();
        throw new EfsError(409, "FileSystemAlreadyExists",
            "File system '" + id + "' already exists with creation token '" + token + "'.")
            .with("FileSystemId", id);
      }
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.set("description", newDescription(request, token, newId));
    throughput.set(row, request);
    row.put("backupStatus",
        request.body().path("Backup").asBoolean(false) ? "ENABLED" : "DISABLED");
    row.putArray("lifecyclePolicies");
    ObjectNode answer = describe(row);
    store.fileSystems().set(answer.path("FileSystemId").asString(), row);
    store.enter(row, "creating", timing.fileSystem());
    return EfsAnswer.created(answer);
  }

  private ObjectNode newDescription(EfsRequest request, String token, String id) {
    EfsNetwork network = store.network();
    String mode = request.text("PerformanceMode").orElse("generalPurpose");
    if (!PERFORMANCE_MODES.contains(mode)) {
      throw EfsError.badRequest("PerformanceMode '" + mode + "' does not exist.");
    }
    ObjectNode fileSystem = JsonNodeFactory.instance.objectNode();
    fileSystem.put("OwnerId", network.accountId()).put("CreationToken", token);
    fileSystem.put("FileSystemId", id).put("FileSystemArn", "arn:aws:elasticfilesystem:"
        + network.region() + ":" + network.accountId() + ":file-system/" + id);
    fileSystem.put("CreationTime", store.nowSeconds()).put("LifeCycleState", "creating");
    fileSystem.putObject("SizeInBytes").put("Value", 6144);
    fileSystem.put("PerformanceMode", mode);
    boolean encrypted = request.body().path("Encrypted").asBoolean(false);
    fileSystem.put("Encrypted", encrypted);
    if (encrypted) {
      fileSystem.put("KmsKeyId", request.text("KmsKeyId").orElse("arn:aws:kms:" + network.region()
          + ":" + network.accountId() + ":key/00000000-0000-4000-8000-000000000000"));
    }
    request.text("AvailabilityZoneName").ifPresent(zone -> placeInZone(fileSystem, zone, mode));
    fileSystem.set("Tags", TagOperations.checked(request.body().path("Tags")));
    fileSystem.putObject("FileSystemProtection").put("ReplicationOverwriteProtection", "ENABLED");
    return fileSystem;
  }

  private void placeInZone(ObjectNode fileSystem, String zone, String mode) {
    if (mode.equals("maxIO")) {
      throw EfsError.badRequest("One Zone file systems do not support maxIO.");
    }
    EfsNetwork.Subnet subnet = store.network().subnets().values().stream()
        .filter(known -> known.zoneName().equals(zone)).findFirst()
        .orElseThrow(() -> new EfsError(400, "UnsupportedAvailabilityZone",
            "Availability Zone '" + zone + "' is not supported."));
    fileSystem.put("AvailabilityZoneName", zone).put("AvailabilityZoneId", subnet.zoneId());
  }

  EfsAnswer describe(EfsRequest request) {
    List<ObjectNode> found = store.fileSystems().values().stream().map(ObjectNode.class::cast)
        .filter(row -> matches(row, request)).map(this::describe).toList();
    String id = request.parameter("FileSystemId").orElse("");
    if (!id.isEmpty() && found.isEmpty()) {
      throw EfsError.fileSystemNotFound(id);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    Pages.fill(answer, "FileSystems", found, request);
    return EfsAnswer.ok(answer);
  }

  private static boolean matches(ObjectNode row, EfsRequest request) {
    ObjectNode fileSystem = EfsStore.description(row);
    String id = fileSystem.path("FileSystemId").asString();
    String token = fileSystem.path("CreationToken").asString();
    return request.parameter("FileSystemId").map(id::equals).orElse(true)
        && request.parameter("CreationToken").map(token::equals).orElse(true);
  }

  private ObjectNode describe(ObjectNode row) {
    ObjectNode answer = EfsStore.description(row).deepCopy();
    String id = answer.path("FileSystemId").asString();
    answer.put("NumberOfMountTargets", store.mountTargetsOf(id).size());
    for (JsonNode tag : answer.path("Tags").values()) {
      if (tag.path("Key").asString().equals("Name")) {
        answer.put("Name", tag.path("Value").asString());
      }
    }
    return answer;
  }

  EfsAnswer update(EfsRequest request) {
    ObjectNode row = available(request.id());
    throughput.set(row, request);
    store.enter(row, "updating", timing.update());
    return EfsAnswer.accepted(describe(row));
  }

  EfsAnswer delete(EfsRequest request) {
    ObjectNode row = store.fileSystem(request.id());
    if (!store.mountTargetsOf(request.id()).isEmpty()) {
      throw new EfsError(409, "FileSystemInUse",
          "File system '" + request.id() + "' has mount targets.");
    }
    if (row.path("replicatedTo").isString()) {
      throw new EfsError(409, "FileSystemInUse",
          "File system '" + request.id() + "' is part of a replication configuration.");
    }
    store.enter(row, "deleting", timing.deletion());
    return EfsAnswer.noContent();
  }

  /** The row, if it is in a state in which EFS lets itself be asked to change something. */
  private ObjectNode available(String id) {
    ObjectNode row = store.fileSystem(id);
    if (!EfsStore.state(row).equals("available")) {
      throw EfsError.fileSystemState(id, EfsStore.state(row));
    }
    return row;
  }

  /** What EFS says about its size, which it measures only now and then. */
  void reportSize(String id, long sizeBytes) {
    ObjectNode size = EfsStore.description(store.fileSystem(id)).putObject("SizeInBytes");
    size.put("Value", sizeBytes).put("Timestamp", store.nowSeconds());
    size.put("ValueInIA", 0).put("ValueInStandard", sizeBytes);
  }
}
