package io.efsmigrator.app.sandbox.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Run Command of this machine: Systems Manager's JSON protocol, at the same address as EFS, which
 * really runs each script by {@code sh} in a node's directory.
 *
 * <p>Which instance is which directory stands in {@code instances}, a line each, so that it outlives
 * the process; orders do not, as an order that Systems Manager has forgotten.
 */
final class SsmOperations implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TARGET = "AmazonSSM.";
  private static final String DOCUMENT = "AWS-RunShellScript";
  private static final int MAX_BODY_BYTES = 1 << 18;
  private static final int MAX_PARAMETER_CHARACTERS = 65_536;
  private static final int MIN_DELIVERY_SECONDS = 30;
  private static final int MAX_COMMENT = 100;
  private static final Pattern STORED_PARAMETER = Pattern.compile("\\{\\{\\s*ssm");

  private final Path instances;
  private final Map<String, SsmInvocation> invocations = new ConcurrentHashMap<>();
  private final Map<String, String> pings = new ConcurrentHashMap<>();

  SsmOperations(Path directory) {
    this.instances = directory.resolve("instances");
  }

  static boolean isMeant(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization != null && authorization.contains("/ssm/aws4_request");
  }

  static String operation(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null || !target.startsWith(TARGET) ? "-" : target.substring(TARGET.length());
  }

  /** Makes a directory a node with an agent. */
  void provide(String instance, Path directory) throws IOException {
    Files.writeString(instances, instance + "\t" + directory.toAbsolutePath() + "\n",
        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Sets what the agent of an instance is, such as {@code ConnectionLost}. */
  void ping(String instance, String status) {
    pings.put(instance, status);
  }

  ObjectNode answer(HttpExchange exchange, String operation) throws IOException {
    JsonNode request = body(exchange);
    return switch (operation) {
      case "SendCommand" -> send(request);
      case "GetCommandInvocation" -> invocation(request).show();
      case "CancelCommand" -> cancel(request);
      case "DescribeInstanceInformation" -> describe(request);
      default -> throw new EfsError(400, "UnknownOperationException", "No such operation here.");
    };
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new EfsError(400, "SerializationException", "The body is not JSON.");
    }
  }

  private ObjectNode send(JsonNode request) throws IOException {
    String instance = request.path("InstanceIds").path(0).asString("");
    Path directory = directory(instance).orElseThrow(() -> new EfsError(400, "InvalidInstanceId",
        "Instances " + instance + " not in a valid state for account"));
    int deliverySeconds = request.path("TimeoutSeconds").asInt(0);
    String script = request.path("Parameters").path("commands").path(0).asString("");
    String runSeconds = request.path("Parameters").path("executionTimeout").path(0)
        .asString("3600");
    if (!request.path("DocumentName").asString("").equals(DOCUMENT)) {
      throw new EfsError(400, "InvalidDocument", "Only " + DOCUMENT + " is here.");
    }
    if (deliverySeconds < MIN_DELIVERY_SECONDS || !runSeconds.matches("[1-9][0-9]{0,5}")
        || request.path("Comment").asString("").length() > MAX_COMMENT) {
      throw new EfsError(400, "ValidationException", "A limit or the comment is out of bounds.");
    }
    if (script.length() > MAX_PARAMETER_CHARACTERS || STORED_PARAMETER.matcher(script).find()) {
      throw new EfsError(400, "InvalidParameters",
          "The commands are too long, or name a parameter.");
    }
    String id = UUID.randomUUID().toString();
    SsmInvocation invocation = new SsmInvocation(id, instance, directory, script,
        Integer.parseInt(runSeconds));
    invocations.put(id, invocation);
    if (ping(instance).equals("Online")) {
      Thread.ofPlatform().daemon().name("ssm-" + id).start(invocation::run);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("Command").put("CommandId", id).put("Status", "Pending")
        .put("DocumentName", DOCUMENT);
    return answer;
  }

  private SsmInvocation invocation(JsonNode request) {
    SsmInvocation invocation = invocations.get(request.path("CommandId").asString(""));
    if (invocation == null || !invocation.isShown()
        || !invocation.instance().equals(request.path("InstanceId").asString(""))) {
      throw new EfsError(400, "InvocationDoesNotExist", "There is no such invocation.");
    }
    return invocation;
  }

  private ObjectNode cancel(JsonNode request) {
    SsmInvocation invocation = invocations.get(request.path("CommandId").asString(""));
    if (invocation == null) {
      throw new EfsError(400, "InvalidCommandId", "There is no such command.");
    }
    invocation.cancel();
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode describe(JsonNode request) throws IOException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("InstanceInformationList");
    for (JsonNode value : request.path("Filters").path(0).path("Values").values()) {
      String instance = value.asString("");
      if (directory(instance).isPresent()) {
        list.addObject().put("InstanceId", instance).put("PingStatus", ping(instance));
      }
    }
    return answer;
  }

  private String ping(String instance) {
    return pings.getOrDefault(instance, "Online");
  }

  private Optional<Path> directory(String instance) throws IOException {
    return Optional.ofNullable(directories().get(instance));
  }

  /** Every instance with its directory; the last one that it was given. */
  Map<String, Path> directories() throws IOException {
    Map<String, Path> directories = new TreeMap<>();
    if (Files.exists(instances)) {
      for (String line : Files.readAllLines(instances, StandardCharsets.UTF_8)) {
        String[] known = line.split("\t", 2);
        directories.put(known[0], Path.of(known[1]));
      }
    }
    return directories;
  }

  /** Ends the scripts that run; what they started to stay is left alone. */
  @Override
  public void close() {
    invocations.values().forEach(SsmInvocation::cancel);
  }
}
