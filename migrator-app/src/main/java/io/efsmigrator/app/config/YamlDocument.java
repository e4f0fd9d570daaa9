package io.efsmigrator.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads a YAML file into nodes that know their line.
 *
 * <p>Binding straight to records would lose the lines, and a message without a line is a search.
 */
final class YamlDocument {

  /** No sensible migration needs more; a larger file is the wrong file. */
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 20;

  private final Path file;
  private final JsonParser parser;

  private YamlDocument(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static YamlNode.Mapping read(Path file) {
    return parse(file, text(file));
  }

  static YamlNode.Mapping parse(Path file, String text) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new ConfigurationException(file, "is empty",
            "Start from docs/examples/migration.yaml.");
      }
      if (!(new YamlDocument(file, parser).node(0) instanceof YamlNode.Mapping mapping)) {
        throw new ConfigurationException(file, 1, "expected `key: value` lines",
            "Start from docs/examples/migration.yaml.");
      }
      if (parser.nextToken() != null) {
        throw new ConfigurationException(file, line(parser), "a second document starts here",
            "Keep one migration in one file.");
      }
      return mapping;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new ConfigurationException(file, line,
          "not valid YAML: " + firstLine(e.getOriginalMessage()),
          "Correct the line; indent with spaces, quote values that hold `: ` or `#`.");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigurationException(file, "is a directory", "Name the migration.yaml itself.");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigurationException(file, "is larger than 1 MiB", "Name a migration.yaml.");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file, "there is no such file",
          "Name an existing file with -c FILE, or run `migrator demo` first.");
    } catch (IOException e) {
      throw new ConfigurationException(file, "cannot be read as UTF-8 text: " + e.getMessage(),
          "Check that the file is readable text.");
    }
  }

  private YamlNode node(int depth) {
    int line = line(parser);
    if (depth > MAX_DEPTH) {
      throw new ConfigurationException(file, line, "nested too deeply", "Remove the nesting.");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(line, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(depth + 1));
      }
      return new YamlNode.Sequence(line, items);
    }
    return new YamlNode.Scalar(line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }

  private YamlNode mapping(int line, int depth) {
    Map<String, YamlNode> values = new LinkedHashMap<>();
    Map<String, Integer> keyLines = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line(parser);
      Integer first = keyLines.putIfAbsent(key, keyLine);
      if (first != null) {
        throw new ConfigurationException(file, keyLine,
            "`" + key + "` is given twice (also in line "
                + first + ")",
            "Keep one of the two.");
      }
      parser.nextToken();
      values.put(key, node(depth + 1));
    }
    return new YamlNode.Mapping(line, values, keyLines);
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
