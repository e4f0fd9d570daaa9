package io.efsmigrator.app.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sandbox's EFS has on disk, in words that are equal wherever the same was built: one line for
 * each thing that exists, so that one too many is a line too many.
 */
final class EndpointState {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode root;
  private final Path file;

  private EndpointState(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  static EndpointState read(Path sandbox) throws IOException {
    Path file = sandbox.resolve("aws/state.json");
    return new EndpointState(file, (ObjectNode) JSON.readTree(Files.readString(file)));
  }

  /** Gives the only file system there is what can be carried over; nobody may serve meanwhile. */
  void furnishSource() throws IOException {
    String id = root.path("fileSystems").propertyNames().iterator().next();
    ObjectNode row = (ObjectNode) root.path("fileSystems").path(id);
    row.putArray("lifecyclePolicies").addObject().put("TransitionToIA", "AFTER_30_DAYS");
    row.put("policy", """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
         "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"],
         "Resource": "arn:aws:elasticfilesystem:us-east-1:000000000000:file-system/%s"}]}
        """.formatted(id));
    ((ArrayNode) row.path("description").path("Tags")).addObject().put("Key", "Team")
        .put("Value", "voice");
    String point = "fsap-0a00000000000000a";
    ObjectNode description = ((ObjectNode) root.path("accessPoints")).putObject(point)
        .putObject("description");
    description.put("ClientToken", "by-hand").put("AccessPointId", point).put("FileSystemId", id)
        .put("LifeCycleState", "available").put("OwnerId", "000000000000").put("AccessPointArn",
            "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/" + point);
    description.putObject("PosixUser").put("Uid", 1000).put("Gid", 1000);
    description.putObject("RootDirectory").put("Path", "/recordings");
    description.putArray("Tags");
    Files.writeString(file, JSON.writeValueAsString(root));
  }

  /** Everything there is, the source's things first. */
  String inWords(String source) {
    Map<String, String> names = new TreeMap<>(Map.of(source, "source"));
    root.path("fileSystems").propertyNames().stream().filter(id -> !id.equals(source)).sorted()
        .forEach(id -> names.put(id, names.size() == 1 ? "target" : "another one, " + id));
    TreeSet<String> lines = new TreeSet<>();
    root.path("fileSystems").properties().forEach(entry -> lines
        .add(names.get(entry.getKey()) + ": " + fileSystem(entry.getValue(), names)));
    root.path("mountTargets").properties().forEach(entry -> {
      JsonNode target = entry.getValue().path("description");
      lines.add(owner(target, names) + ": mount target in " + text(target, "AvailabilityZoneName")
          + ", " + text(target, "LifeCycleState") + ", " + entry.getValue().path("securityGroups"));
    });
    root.path("accessPoints").properties().forEach(entry -> {
      JsonNode point = entry.getValue().path("description");
      lines.add(owner(point, names) + ": access point "
          + text(point.path("RootDirectory"), "Path") + " as "
          + point.path("PosixUser").path("Uid").asInt() + ", " + text(point, "LifeCycleState"));
    });
    // A tree set drops equal lines; two mount targets in one zone would hide behind each other.
    int things = root.path("fileSystems").size() + root.path("mountTargets").size()
        + root.path("accessPoints").size();
    return lines.stream().collect(Collectors.joining("\n")) + "\n" + things + " things\n";
  }

  private static String owner(JsonNode description, Map<String, String> names) {
    String id = text(description, "FileSystemId");
    return names.getOrDefault(id, "orphan of " + id);
  }

  private static String fileSystem(JsonNode row, Map<String, String> names) {
    JsonNode it = row.path("description");
    String policy = row.path("policy").asString("none").replaceAll("\\s+", "");
    for (Map.Entry<String, String> name : names.entrySet()) {
      policy = policy.replace(name.getKey(), "(" + name.getValue() + ")");
    }
    return text(it, "LifeCycleState") + ", " + text(it, "PerformanceMode") + ", "
        + text(it, "ThroughputMode") + " "
        + it.path("ProvisionedThroughputInMibps").asInt(0) + ", encrypted "
        + it.path("Encrypted").asBoolean() + ", backup " + text(row, "backupStatus") + ", rules "
        + row.path("lifecyclePolicies") + ", tags "
        + StreamSupport.stream(it.path("Tags").spliterator(), false)
            .map(tag -> text(tag, "Key") + "=" + text(tag, "Value"))
            .filter(tag -> !tag.startsWith("efs-migrator:")).sorted().toList()
        + ", policy for " + policy.replaceAll(".*file-system/([^\"]*)\".*", "$1");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
