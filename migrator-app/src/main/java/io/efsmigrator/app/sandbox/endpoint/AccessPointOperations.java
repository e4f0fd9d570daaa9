package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Create and describe access points. */
final class AccessPointOperations {

  private static final int MAX_POINTS = 1_000;

  private final EfsStore store;
  private final EfsTiming timing;

  AccessPointOperations(EfsStore store, EfsTiming timing) {
    this.store = store;
    this.timing = timing;
  }

  EfsAnswer create(EfsRequest request) {
    String token = request.requiredText("ClientToken");
    String fileSystemId = request.requiredText("FileSystemId");
    ObjectNode fileSystem = store.fileSystem(fileSystemId);
    for (JsonNode row : store.accessPoints().values()) {
      JsonNode known = EfsStore.description(row);
      if (known.path("ClientToken").asString().equals(token)) {
        String id = known.path("AccessPointId").asString();
        throw new EfsError(409, "AccessPointAlreadyExists",
            "Access point '" + id + "' already exists with client token '" + token + "'.")
            .with("AccessPointId", id);
      }
    }
    if (!EfsStore.state(fileSystem).equals("available")) {
      throw EfsError.fileSystemState(fileSystemId, EfsStore.state(fileSystem));
    }
    if (of(fileSystemId).size() >= MAX_POINTS) {
      throw new EfsError(403, "AccessPointLimitExceeded",
          "At most " + MAX_POINTS + " access points per file system.");
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    ObjectNode point = newDescription(row, request, token, fileSystemId);
    ObjectNode answer = point.deepCopy();
    store.accessPoints().set(point.path("AccessPointId").asString(), row);
    store.enter(row, "creating", timing.fileSystem());
    return EfsAnswer.ok(answer);
  }

  private ObjectNode newDescription(ObjectNode row, EfsRequest request, String token,
      String fileSystemId) {
    EfsNetwork network = store.network();
    String id = store.newId("fsap-");
    ObjectNode point = row.putObject("description");
    point.put("ClientToken", token).put("AccessPointId", id).put("FileSystemId", fileSystemId);
    point.put("AccessPointArn", "arn:aws:elasticfilesystem:" + network.region() + ":"
        + network.accountId() + ":access-point/" + id);
    point.put("OwnerId", network.accountId()).put("LifeCycleState", "creating");
    JsonNode user = request.body().path("PosixUser");
    if (user.isObject()) {
      if (!user.path("Uid").isNumber() || !user.path("Gid").isNumber()) {
        throw EfsError.badRequest("PosixUser needs Uid and Gid.");
      }
      point.set("PosixUser", user.deepCopy());
    }
    JsonNode asked = request.body().path("RootDirectory");
    ObjectNode root = asked instanceof ObjectNode given
        ? given.deepCopy()
        : JsonNodeFactory.instance.objectNode();
    String path = root.path("Path").asString("/");
    if (!path.startsWith("/") || path.length() > 100) {
      throw EfsError.badRequest("Path must begin with / and have at most 100 characters.");
    }
    point.set("RootDirectory", root.put("Path", path));
    JsonNode tags = TagOperations.checked(request.body().path("Tags"));
    point.set("Tags", tags);
    for (JsonNode tag : tags.values()) {
      if (tag.path("Key").asString().equals("Name")) {
        point.put("Name", tag.path("Value").asString());
      }
    }
    return point;
  }

  EfsAnswer describe(EfsRequest request) {
    String fileSystemId = request.parameter("FileSystemId").orElse("");
    String id = request.parameter("AccessPointId").orElse("");
    List<ObjectNode> rows;
    if (!id.isEmpty()) {
      if (!(store.accessPoints().path(id) instanceof ObjectNode row)) {
        throw new EfsError(404, "AccessPointNotFound",
            "Access point '" + id + "' does not exist.");
      }
      rows = List.of(row);
    } else if (!fileSystemId.isEmpty()) {
      store.fileSystem(fileSystemId);
      rows = of(fileSystemId);
    } else {
      rows = store.accessPoints().values().stream().map(ObjectNode.class::cast).toList();
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    // This operation pages by other names than the older ones.
    Pages.fillByToken(answer, "AccessPoints",
        rows.stream().map(row -> EfsStore.description(row).deepCopy()).toList(), request);
    return EfsAnswer.ok(answer);
  }

  private List<ObjectNode> of(String fileSystemId) {
    return store.accessPoints().values().stream().map(ObjectNode.class::cast)
        .filter(row -> EfsStore.description(row).path("FileSystemId").asString()
            .equals(fileSystemId))
        .toList();
  }
}
