package io.efsmigrator.app.sandbox.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The CloudWatch of this machine: {@code GetMetricData} and {@code GetMetricStatistics}, in the
 * protocol that the SDK of our version speaks to CloudWatch, {@code smithy-rpc-v2-cbor}.
 *
 * <p>A metric has the same value at every moment, namely the one that was set for its file system; of
 * any other metric nothing was recorded. What is metered while a migration runs is not counted. Only
 * the statistics of {@code ClientConnections} have an end, the moment at which the last client left.
 */
final class CloudWatchEndpoint {

  static final String PATH = "/service/GraniteServiceVersion20100801/operation/";

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_POINTS = 100_800;
  private static final String CONNECTIONS = "ClientConnections";
  private static final double CLIENTS = 2;
  private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

  /** CBOR's tag of a time in seconds since 1970 (RFC 8949, 3.4.2). */
  private static final int EPOCH_TAG = 1;

  private static final CBORMapper CBOR = new CBORMapper();

  private final EfsStore store;

  CloudWatchEndpoint(EfsStore store) {
    this.store = store;
  }

  /** Sets the value of each metric for a file system, in the unit of one minute. */
  void report(String fileSystemId, Map<String, Double> perMinute) {
    ObjectNode metrics = store.fileSystem(fileSystemId).putObject("metrics");
    perMinute.forEach(metrics::put);
  }

  /** Answers one call; whatever is wrong with it is thrown. */
  byte[] answer(HttpExchange exchange, String operation) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.contains("/monitoring/aws4_request")) {
      throw new EfsError(403, "MissingAuthenticationTokenException",
          "The request is not signed for monitoring.");
    }
    JsonNode request;
    try {
      request = CBOR.readTree(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES));
    } catch (JacksonException e) {
      throw new EfsError(400, "SerializationException", "The body is not CBOR.");
    }
    return switch (operation) {
      case "GetMetricData" -> object(cbor -> data(cbor, request));
      case "GetMetricStatistics" -> object(cbor -> statistics(cbor, request));
      default -> throw new EfsError(404, "UnknownOperationException",
          "Nothing here answers " + operation + ".");
    };
  }

  private static byte[] object(Consumer<CBORGenerator> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator cbor = (CBORGenerator) CBOR.createGenerator(bytes)) {
      cbor.writeStartObject();
      fields.accept(cbor);
      cbor.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void data(CBORGenerator cbor, JsonNode request) {
    double start = request.path("StartTime").asDouble();
    double end = request.path("EndTime").asDouble();
    cbor.writeArrayPropertyStart("MetricDataResults");
    for (JsonNode query : request.path("MetricDataQueries").values()) {
      result(cbor, query, start, end);
    }
    cbor.writeEndArray();
  }

  private void result(CBORGenerator cbor, JsonNode query, double start, double end) {
    JsonNode stat = query.path("MetricStat");
    JsonNode metric = stat.path("Metric");
    String name = metric.path("MetricName").asString("");
    long period = stat.path("Period").asLong(MINUTE);
    JsonNode perMinute = store.fileSystems().path(fileSystem(metric)).path("metrics").path(name);
    double value = perMinute.asDouble(0)
        * (stat.path("Stat").asString("").equals("Sum") ? (double) period / MINUTE : 1);
    cbor.writeStartObject();
    cbor.writeStringProperty("Id", query.path("Id").asString(""));
    cbor.writeStringProperty("Label", name);
    cbor.writeStringProperty("StatusCode", "Complete");
    int points = perMinute.isNumber() ? (int) Math.min(MAX_POINTS, (end - start) / period) : 0;
    cbor.writeArrayPropertyStart("Timestamps");
    // Newest first, as CloudWatch unless it is asked otherwise.
    for (int point = points - 1; point >= 0; point--) {
      time(cbor, start + (double) point * period);
    }
    cbor.writeEndArray();
    cbor.writeArrayPropertyStart("Values");
    for (int point = 0; point < points; point++) {
      cbor.writeNumber(value);
    }
    cbor.writeEndArray();
    cbor.writeEndObject();
  }

  /** The period in which a client was seen last, if it was asked for; of all others, nothing. */
  private void statistics(CBORGenerator cbor, JsonNode request) {
    String name = request.path("MetricName").asString("");
    long period = Math.max(MINUTE, request.path("Period").asLong(MINUTE));
    OptionalLong last = name.equals(CONNECTIONS)
        ? lastConnected(fileSystem(request))
        : OptionalLong.empty();
    cbor.writeStringProperty("Label", name);
    cbor.writeArrayPropertyStart("Datapoints");
    last.ifPresent(second -> {
      long begin = second / period * period;
      if (begin + period > request.path("StartTime").asDouble()
          && begin <= request.path("EndTime").asDouble()) {
        cbor.writeStartObject();
        cbor.writeName("Timestamp");
        time(cbor, (double) begin);
        cbor.writeName("Sum");
        cbor.writeNumber(CLIENTS * period / MINUTE);
        cbor.writeStringProperty("Unit", "Count");
        cbor.writeEndObject();
      }
    });
    cbor.writeEndArray();
  }

  /** In seconds since 1970; the file system's creation, where nobody said. */
  private OptionalLong lastConnected(String id) {
    JsonNode row = store.fileSystems().path(id);
    return row.isObject()
        ? OptionalLong.of(row.path("lastConnectedAt").isNumber()
            ? row.path("lastConnectedAt").asLong() / 1000
            : (long) row.path("description").path("CreationTime").asDouble())
        : OptionalLong.empty();
  }

  private static String fileSystem(JsonNode metric) {
    for (JsonNode dimension : metric.path("Dimensions").values()) {
      if (dimension.path("Name").asString("").equals("FileSystemId")) {
        return dimension.path("Value").asString("");
      }
    }
    return "";
  }

  private static void time(CBORGenerator cbor, double seconds) {
    cbor.writeTag(EPOCH_TAG);
    cbor.writeNumber(seconds);
  }

  /** An error as this protocol writes it. */
  static byte[] error(EfsError e) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", "com.amazonaws.cloudwatch#" + e.code());
    body.put("message", e.getMessage());
    return CBOR.writeValueAsBytes(body);
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    exchange.getResponseHeaders().set("Content-Type", "application/cbor");
    exchange.getResponseHeaders().set("x-amzn-requestid", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** What a busy cluster's file system shows: near the limit of requests, with credits left. */
  static Map<String, Double> busy() {
    return Map.of("PercentIOLimit", 96.0, "BurstCreditBalance", 2.3e12, "MeteredIOBytes",
        60.0 * 25 * (1 << 20), "PermittedThroughput", 100.0 * (1 << 20), CONNECTIONS, CLIENTS);
  }
}
