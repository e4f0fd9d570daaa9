package io.efsmigrator.app.sandbox.endpoint;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that is an error: HTTP status, error code, and the fields of its documented shape.
 *
 * <p>EFS puts the code both into the header {@code x-amzn-errortype} and into the body; the SDK reads
 * either.
 */
final class EfsError extends RuntimeException {

  private final int status;
  private final String code;
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  EfsError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    body.put("ErrorCode", code).put("Message", message);
  }

  static EfsError badRequest(String message) {
    return new EfsError(400, "BadRequest", message);
  }

  static EfsError fileSystemNotFound(String id) {
    return new EfsError(404, "FileSystemNotFound", "File system '" + id + "' does not exist.");
  }

  static EfsError mountTargetNotFound(String id) {
    return new EfsError(404, "MountTargetNotFound", "Mount target '" + id + "' does not exist.");
  }

  static EfsError fileSystemState(String id, String state) {
    return new EfsError(409, "IncorrectFileSystemLifeCycleState",
        "File system '" + id + "' is " + state + ", not available.");
  }

  EfsError with(String field, String value) {
    body.put(field, value);
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  ObjectNode body() {
    return body;
  }
}
