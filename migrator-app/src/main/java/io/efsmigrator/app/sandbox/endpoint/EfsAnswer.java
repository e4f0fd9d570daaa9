package io.efsmigrator.app.sandbox.endpoint;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A successful answer: HTTP status and, unless it is 204, a JSON body. */
record EfsAnswer(int status, @Nullable ObjectNode body) {

  static EfsAnswer ok(ObjectNode body) {
    return new EfsAnswer(200, body);
  }

  static EfsAnswer created(ObjectNode body) {
    return new EfsAnswer(201, body);
  }

  static EfsAnswer accepted(ObjectNode body) {
    return new EfsAnswer(202, body);
  }

  static EfsAnswer noContent() {
    return new EfsAnswer(204, null);
  }
}
