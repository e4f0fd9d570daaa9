package io.efsmigrator.app.sandbox.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The AWS Backup of this machine: {@code ListRecoveryPointsByResource} alone, page by page. */
final class BackupOperations {

  static final String PATH = "/resources/";
  static final String OPERATION = "ListRecoveryPointsByResource";

  /** A small page, so that readers have to turn it. */
  private static final int PAGE = 2;
  private static final Pattern REQUEST = Pattern.compile("/resources/([^/]+)/recovery-points/?");

  private final EfsStore store;

  BackupOperations(EfsStore store) {
    this.store = store;
  }

  void keep(String fileSystemId, String arn, String status, Instant createdAt) {
    ObjectNode row = store.fileSystem(fileSystemId);
    ArrayNode points = row.path("recoveryPoints") instanceof ArrayNode known
        ? known
        : row.putArray("recoveryPoints");
    points.addObject().put("RecoveryPointArn", arn).put("Status", status)
        .put("CreationDate", createdAt.getEpochSecond()).put("BackupVaultName", "Default");
  }

  ObjectNode answer(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.contains("/backup/aws4_request")) {
      throw new EfsError(403, "MissingAuthenticationTokenException",
          "The request is not signed for backup.");
    }
    Matcher matcher = REQUEST.matcher(exchange.getRequestURI().getRawPath());
    if (!matcher.matches()) {
      throw new EfsError(404, "UnknownOperationException", "Only " + OPERATION + " is here.");
    }
    String arn = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    Matcher token = Pattern.compile("(?:^|&)nextToken=([0-9]+)")
        .matcher(query == null ? "" : query);
    int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
    JsonNode points = pointsOf(arn);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode page = answer.putArray("RecoveryPoints");
    for (int index = from; index < Math.min(points.size(), from + PAGE); index++) {
      page.add(points.get(index).deepCopy());
    }
    if (from + PAGE < points.size()) {
      answer.put("NextToken", Integer.toString(from + PAGE));
    }
    return answer;
  }

  /** A resource that nobody has backed up has an empty list, whether or not it exists. */
  private JsonNode pointsOf(String arn) {
    for (JsonNode row : store.fileSystems().values()) {
      if (row.path("description").path("FileSystemArn").asString("").equals(arn)) {
        return row.path("recoveryPoints");
      }
    }
    return JsonNodeFactory.instance.arrayNode();
  }
}
