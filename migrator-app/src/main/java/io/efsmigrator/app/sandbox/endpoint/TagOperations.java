package io.efsmigrator.app.sandbox.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tags of file systems. */
final class TagOperations {

  private static final int MAX_TAGS = 50;

  private final EfsStore store;

  TagOperations(EfsStore store) {
    this.store = store;
  }

  EfsAnswer tag(EfsRequest request) {
    ObjectNode fileSystem = EfsStore.description(store.fileSystem(request.id()));
    Map<String, String> tags = asMap(fileSystem.path("Tags"));
    tags.putAll(asMap(checked(request.body().path("Tags"))));
    replace(fileSystem, tags);
    return EfsAnswer.ok(JsonNodeFactory.instance.objectNode());
  }

  EfsAnswer untag(EfsRequest request) {
    ObjectNode fileSystem = EfsStore.description(store.fileSystem(request.id()));
    Map<String, String> tags = asMap(fileSystem.path("Tags"));
    request.parameters("tagKeys").forEach(tags::remove);
    replace(fileSystem, tags);
    return EfsAnswer.ok(JsonNodeFactory.instance.objectNode());
  }

  EfsAnswer list(EfsRequest request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("Tags",
        EfsStore.description(store.fileSystem(request.id())).path("Tags").deepCopy());
    return EfsAnswer.ok(answer);
  }

  /** The tags of a request, if every one may exist; keys that begin with {@code aws:} are AWS's. */
  static ArrayNode checked(JsonNode tags) {
    ArrayNode checked = JsonNodeFactory.instance.arrayNode();
    for (JsonNode tag : tags.values()) {
      String key = tag.path("Key").asString("");
      if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:")) {
        throw EfsError.badRequest("Tag key '" + key + "' is not allowed.");
      }
      checked.add(tag);
    }
    if (checked.size() > MAX_TAGS) {
      throw EfsError.badRequest("At most " + MAX_TAGS + " tags.");
    }
    return checked;
  }

  private static Map<String, String> asMap(JsonNode tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.values().forEach(
        tag -> map.put(tag.path("Key").asString(), tag.path("Value").asString("")));
    return map;
  }

  private static void replace(ObjectNode fileSystem, Map<String, String> tags) {
    ArrayNode array = fileSystem.putArray("Tags");
    tags.forEach((key, value) -> array.addObject().put("Key", key).put("Value", value));
  }
}
