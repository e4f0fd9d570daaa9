package io.efsmigrator.app.sandbox.endpoint;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What hangs on a file system besides its data: lifecycle, backup and access policy. */
final class SettingsOperations {

  private final EfsStore store;

  SettingsOperations(EfsStore store) {
    this.store = store;
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
    store.fileSystem(request.id()).set("lifecyclePolicies", policies);
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
    store.fileSystem(request.id()).put("backupStatus", status);
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
    String policy = request.requiredText("Policy");
    if (!policy.contains("\"Statement\"")) {
      throw new EfsError(400, "InvalidPolicyException", "The policy has no Statement.");
    }
    store.fileSystem(request.id()).put("policy", policy);
    return describePolicy(request);
  }

  /** None can be made here, so there are none: an honest empty list. */
  EfsAnswer describeAccessPoints(EfsRequest request) {
    request.parameter("FileSystemId").ifPresent(store::fileSystem);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("AccessPoints");
    return EfsAnswer.ok(answer);
  }

  /** Nothing here replicates; EFS says so with an error where it is asked for one file system. */
  EfsAnswer describeReplication(EfsRequest request) {
    request.parameter("FileSystemId").ifPresent(id -> {
      store.fileSystem(id);
      throw new EfsError(404, "ReplicationNotFound", "File system '" + id + "' is not replicated.");
    });
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("Replications");
    return EfsAnswer.ok(answer);
  }
}
