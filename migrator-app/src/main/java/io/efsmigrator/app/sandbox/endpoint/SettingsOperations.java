package io.efsmigrator.app.sandbox.endpoint;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What hangs on a file system besides its data: lifecycle, backup and access policy. */
final class SettingsOperations {

  private final EfsStore store;
  private final EfsTiming timing;

  SettingsOperations(EfsStore store, EfsTiming timing) {
    this.store = store;
    this.timing = timing;
  }

  EfsAnswer describeLifecycle(EfsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("LifecyclePolicies",
        store.fileSystem(request.id()).path("lifecyclePolicies").deepCopy());
    return EfsAnswer.ok(answer);
  }

  EfsAnswer putLifecycle(EfsRequest request) {
    JsonNode policies = request.body().path("LifecyclePolicies");
    if (!policies.isArray()) {
      throw EfsError.badRequest("LifecyclePolicies is required.");
    }
    ObjectNode row = store.fileSystem(request.id());
    for (JsonNode policy : policies.values()) {
      if (policy.size() != 1) {
        throw EfsError.badRequest("Each transition needs a LifecyclePolicy of its own.");
      }
      if (policy.has("TransitionToArchive")
          && !EfsStore.description(row).path("ThroughputMode").asString("").equals("elastic")) {
        throw EfsError.badRequest("Archive needs Elastic throughput.");
      }
    }
    row.set("lifecyclePolicies", policies);
    return describeLifecycle(request);
  }

  EfsAnswer describeBackup(EfsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("BackupPolicy").put("Status",
        store.fileSystem(request.id()).path("backupStatus").asString("DISABLED"));
    return EfsAnswer.ok(answer);
  }

  EfsAnswer putBackup(EfsRequest request) {
    String status = request.body().path("BackupPolicy").path("Status").asString("");
    if (!status.equals("ENABLED") && !status.equals("DISABLED")) {
      throw new EfsError(400, "ValidationException", "Status must be ENABLED or DISABLED.");
    }
    ObjectNode row = store.fileSystem(request.id());
    if (!row.path("backupStatus").asString("DISABLED").equals(status)) {
      row.put("backupStatus", status.equals("ENABLED") ? "ENABLING" : "DISABLING");
      row.put("backupSettlesAt", store.clock().millis() + timing.update().toMillis());
      store.settle();
    }
    return describeBackup(request);
  }

  EfsAnswer describePolicy(EfsRequest request) {
    JsonNode policy = store.fileSystem(request.id()).path("policy");
    if (!policy.isString()) {
      throw new EfsError(404, "PolicyNotFound",
          "File system '" + request.id() + "' has no policy.");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("FileSystemId", request.id()).put("Policy", policy.asString());
    return EfsAnswer.ok(answer);
  }

  EfsAnswer putPolicy(EfsRequest request) {
    ObjectNode row = store.fileSystem(request.id());
    row.put("policy", PolicyRules.checked(request.requiredText("Policy"), request.id(),
        request.body().path("BypassPolicyLockoutSafetyCheck").asBoolean(false)));
    return describePolicy(request);
  }

  /** Nothing replicates unless a test says so; EFS answers an error where it is asked for one. */
  EfsAnswer describeReplication(EfsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode replications = answer.putArray("Replications");
    request.parameter("FileSystemId").ifPresent(id -> {
      String region = store.fileSystem(id).path("replicatedTo").asString("");
      if (region.isEmpty()) {
        throw new EfsError(404, "ReplicationNotFound",
            "File system '" + id + "' is not replicated.");
      }
      ObjectNode replication = replications.addObject().put("SourceFileSystemId", id)
          .put("SourceFileSystemRegion", store.network().region())
          .put("CreationTime", store.nowSeconds());
      replication.putArray("Destinations").addObject().put("Status", "ENABLED")
          .put("FileSystemId", "fs-0000000000000000e").put("Region", region);
    });
    return EfsAnswer.ok(answer);
  }
}
