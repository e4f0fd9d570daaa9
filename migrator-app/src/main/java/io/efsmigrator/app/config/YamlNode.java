package io.efsmigrator.app.config;

import java.util.List;
import java.util.Map;

/** One value of a YAML document, which remembers its line. */
sealed interface YamlNode {

  /** The line the value starts at, counted from 1. */
  int line();

  /** Keys in the order of the file; every key with the line it stands on. */
  record Mapping(int line, Map<String, YamlNode> values,
      Map<String, Integer> keyLines) implements YamlNode {}

  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /** The text as written; null in the file is the empty text. */
  record Scalar(int line, String text) implements YamlNode {}
}
