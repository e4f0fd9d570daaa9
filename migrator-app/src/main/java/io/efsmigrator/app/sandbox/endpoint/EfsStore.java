package io.efsmigrator.app.sandbox.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything the endpoint remembers, as one JSON document that is replaced whole.
 *
 * <p>A row holds the description EFS would answer and, beside it, what EFS keeps to itself: when a
 * passing state ends, when throughput was last raised. Passing states are settled by the clock
 * whenever somebody looks, so they go on while the process is down, as they would at AWS.
 */
final class EfsStore {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE_SYSTEMS = "fileSystems";
  private static final String MOUNT_TARGETS = "mountTargets";
  private static final String ACCESS_POINTS = "accessPoints";

  private final Path file;
  private final Clock clock;
  private final ObjectNode root;
  private final EfsNetwork network;
  private final Random random = new Random();

  private EfsStore(Path file, Clock clock, ObjectNode root) {
    this.file = file;
    this.clock = clock;
    this.root = root;
    if (!root.has(ACCESS_POINTS)) {
      // A state from before there were any.
      root.putObject(ACCESS_POINTS);
    }
    this.network = EfsNetwork.fromJson(root.path("network"));
  }

  /** Opens the state file, or starts an empty account in that network where there is none. */
  static EfsStore open(Path file, Clock clock, EfsNetwork network) throws IOException {
    if (Files.exists(file)) {
      return new EfsStore(file, clock, (ObjectNode) JSON.readTree(Files.readAllBytes(file)));
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("network", network.toJson());
    root.putObject(FILE_SYSTEMS);
    root.putObject(MOUNT_TARGETS);
    EfsStore store = new EfsStore(file, clock, root);
    store.save();
    return store;
  }

  Clock clock() {
    return clock;
  }

  EfsNetwork network() {
    return network;
  }

  ObjectNode fileSystems() {
    return (ObjectNode) root.path(FILE_SYSTEMS);
  }

  ObjectNode mountTargets() {
    return (ObjectNode) root.path(MOUNT_TARGETS);
  }

  ObjectNode accessPoints() {
    return (ObjectNode) root.path(ACCESS_POINTS);
  }

  ObjectNode fileSystem(String id) {
    if (fileSystems().path(id) instanceof ObjectNode row) {
      return row;
    }
    throw EfsError.fileSystemNotFound(id);
  }

  ObjectNode mountTarget(String id) {
    if (mountTargets().path(id) instanceof ObjectNode row) {
      return row;
    }
    throw EfsError.mountTargetNotFound(id);
  }

  List<ObjectNode> mountTargetsOf(String fileSystemId) {
    return mountTargets().values().stream().map(ObjectNode.class::cast)
        .filter(row -> description(row).path("FileSystemId").asString().equals(fileSystemId))
        .toList();
  }

  static ObjectNode description(JsonNode row) {
    return (ObjectNode) row.path("description");
  }

  static String state(JsonNode row) {
    return description(row).path("LifeCycleState").asString();
  }

  /** Puts a row into a passing state that ends after that time. */
  void enter(ObjectNode row, String state, Duration lasting) {
    description(row).put("LifeCycleState", state);
    row.put("settlesAt", clock.millis() + lasting.toMillis());
    settle();
  }

  /** Whether it is in a passing state that does not pass by itself. */
  static boolean isStuck(JsonNode row) {
    return state(row).equals("creating") && !row.path("settlesAt").isNumber();
  }

  /** Ends every passing state whose time is over. */
  void settle() {
    settle(fileSystems());
    settle(mountTargets());
    settle(accessPoints());
    fileSystems().values().forEach(row -> settleBackup((ObjectNode) row));
  }

  private void settleBackup(ObjectNode row) {
    if (row.path("backupSettlesAt").asLong(Long.MAX_VALUE) <= clock.millis()) {
      row.remove("backupSettlesAt");
      row.put("backupStatus",
          row.path("backupStatus").asString("").equals("ENABLING") ? "ENABLED" : "DISABLED");
    }
  }

  private void settle(ObjectNode rows) {
    long now = clock.millis();
    for (Iterator<JsonNode> all = rows.values().iterator(); all.hasNext();) {
      JsonNode row = all.next();
      if (row.path("settlesAt").asLong(Long.MAX_VALUE) > now) {
        continue;
      }
      ((ObjectNode) row).remove("settlesAt");
      switch (state(row)) {
        case "creating", "updating" -> description(row).put("LifeCycleState", "available");
        case "deleting" -> all.remove();
        default -> throw new IllegalStateException("nothing passes from " + state(row));
      }
    }
  }

  String newId(String prefix) {
    byte[] bytes = new byte[9];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes).substring(0, 17);
  }

  double nowSeconds() {
    return clock.millis() / 1000.0;
  }

  /**
   * Replaces the files: a kill leaves the old document or the new one.
   *
   * <p>{@code hosts} beside it is the name service of the nodes: from when, which address, which
   * name. It follows from the state and is written first, so that it is never behind it.
   */
  void save() throws IOException {
    replace(file.resolveSibling("hosts"), hosts());
    replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private String hosts() {
    StringBuilder hosts = new StringBuilder();
    for (JsonNode row : mountTargets().values()) {
      ObjectNode target = description(row);
      switch (state(row)) {
        case "creating", "available" -> {
          // The name answers a second after the mount target does; at AWS up to ninety.
          long from = row.path("settlesAt").isNumber()
              ? row.path("settlesAt").asLong() / 1000 + 1
              : 0;
          hosts.append(from).append(' ').append(target.path("IpAddress").asString()).append(' ')
              .append(target.path("FileSystemId").asString()).append(".efs.")
              .append(network.region()).append(".amazonaws.com\n");
        }
        default -> {} // A mount target on its way out has no name any more.
      }
    }
    return hosts.toString();
  }

  private static void replace(Path file, String content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
