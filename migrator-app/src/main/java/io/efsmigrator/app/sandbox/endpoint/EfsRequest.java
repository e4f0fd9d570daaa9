package io.efsmigrator.app.sandbox.endpoint;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call, taken apart.
 *
 * @param segments the path after the API version, decoded, for example {@code [file-systems, fs-1]}
 * @param query the query parameters; a repeated one keeps all its values
 * @param body the JSON body, empty where there is none
 */
record EfsRequest(
    String method, List<String> segments, Map<String, List<String>> query, ObjectNode body) {

  static final String VERSION = "2015-02-01";

  EfsRequest {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
  }

  static EfsRequest parse(String method, URI uri, ObjectNode body) {
    List<String> segments = new ArrayList<>();
    for (String segment : uri.getRawPath().split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(URLDecoder.decode(segment, StandardCharsets.UTF_8));
      }
    }
    if (segments.isEmpty() || !segments.removeFirst().equals(VERSION)) {
      throw new EfsError(404, "UnknownOperationException", "Only version " + VERSION + " is here.");
    }
    return new EfsRequest(method, segments, queryOf(uri.getRawQuery()), body);
  }

  private static Map<String, List<String>> queryOf(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw == null) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), _ -> new ArrayList<>())
          .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return query;
  }

  /** The id in the second place of the path; an ARN counts as the id at its end. */
  String id() {
    String id = segments.get(1);
    return id.startsWith("arn:") ? id.substring(id.lastIndexOf('/') + 1) : id;
  }

  Optional<String> parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  List<String> parameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  Optional<String> text(String field) {
    JsonNode node = body.path(field);
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  String requiredText(String field) {
    return text(field).filter(value -> !value.isEmpty())
        .orElseThrow(() -> EfsError.badRequest(field + " is required."));
  }
}
