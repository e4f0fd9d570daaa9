package io.efsmigrator.app.sandbox.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers a list in pages, as EFS does: {@code MaxItems}, {@code Marker}, {@code NextMarker}. */
final class Pages {

  private static final int MAX_ITEMS = 100;

  private Pages() {}

  /** Puts one page of the rows into the answer under that field, and a marker if more follow. */
  static void fill(ObjectNode answer, String field, List<ObjectNode> rows, EfsRequest request) {
    fill(answer, field, rows, "NextMarker", request.parameter("Marker"),
        request.parameter("MaxItems"));
    request.parameter("Marker").ifPresent(marker -> answer.put("Marker", marker));
  }

  /** The same for the operations that say {@code MaxResults} and {@code NextToken}. */
  static void fillByToken(ObjectNode answer, String field, List<ObjectNode> rows,
      EfsRequest request) {
    fill(answer, field, rows, "NextToken", request.parameter("NextToken"),
        request.parameter("MaxResults"));
  }

  private static void fill(ObjectNode answer, String field, List<ObjectNode> rows, String nextName,
      Optional<String> marker, Optional<String> items) {
    int from = marker.map(Pages::offset).orElse(0);
    int size = items.map(Pages::items).orElse(MAX_ITEMS);
    ArrayNode page = answer.putArray(field);
    int to = Math.min(rows.size(), from + size);
    for (int index = from; index < to; index++) {
      page.add(rows.get(index));
    }
    if (to < rows.size()) {
      byte[] next = ("v1:" + to).getBytes(StandardCharsets.UTF_8);
      answer.put(nextName, Base64.getUrlEncoder().withoutPadding().encodeToString(next));
    }
  }

  private static int items(String text) {
    try {
      int items = Integer.parseInt(text);
      if (items >= 1) {
        return Math.min(items, MAX_ITEMS);
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw EfsError.badRequest("MaxItems must be a number from 1.");
  }

  private static int offset(String marker) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
      if (text.startsWith("v1:")) {
        return Integer.parseInt(text.substring(3));
      }
    } catch (IllegalArgumentException e) {
      // Not a marker of ours: the same answer as for a wrong version.
    }
    throw EfsError.badRequest("Marker is invalid.");
  }
}
