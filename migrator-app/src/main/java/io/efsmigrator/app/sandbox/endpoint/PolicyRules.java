package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which file system policies EFS takes, and how it gives them back. */
final class PolicyRules {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PolicyRules() {}

  /**
   * The policy as it is kept, laid out anew as EFS does.
   *
   * @throws EfsError if it is none, speaks of another file system, or would lock its author out while
   *     the check against that is on
   */
  static String checked(String policy, String fileSystemId, boolean bypassLockoutCheck) {
    JsonNode document;
    try {
      document = JSON.readTree(policy);
    } catch (JacksonException e) {
      throw invalid("The policy is not valid JSON.");
    }
    JsonNode statements = document.path("Statement");
    if (statements.isMissingNode() || statements.isEmpty()) {
      throw invalid("The policy has no Statement.");
    }
    for (JsonNode statement : statements.isArray() ? statements.values() : List.of(statements)) {
      String resource = statement.path("Resource").asString("");
      if (!resource.isEmpty() && !resource.equals("*") && !resource.endsWith(fileSystemId)) {
        throw invalid("Resource '" + resource + "' is not this file system.");
      }
      String action = statement.path("Action").toString();
      boolean deniesAll = statement.path("Effect").asString("").equals("Deny")
          && (action.contains("\"*\"") || action.contains("elasticfilesystem:*")
              || action.contains("PutFileSystemPolicy"));
      if (deniesAll && !bypassLockoutCheck) {
        throw invalid("The policy would lock its author out of PutFileSystemPolicy.");
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  private static EfsError invalid(String message) {
    return new EfsError(400, "InvalidPolicyException", message);
  }
}
