package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The published schema says what the code says.
 *
 * <p>The code is asked by giving it a key or a value that cannot be right: its answer names all that
 * would be.
 */
class MigrationSchemaTests {

  private static final Path SCHEMA = Path.of("..", "docs", "migration.schema.json");
  private static final Path SAMPLE = Path.of("..", "docs", "examples", "migration.yaml");
  private static final String NONSENSE = "nonsense";
  private static final YAMLMapper YAML = new YAMLMapper();

  /** What makes further keys known: {@code PATH=VALUE}, several with a semicolon between them. */
  private static final List<String> VARIANTS = List.of("",
      "cluster/adapter=fstab;cluster/fstab/mount-point=/m;cluster/fstab/units/0=a.service;cluster/commands/role/0=r",
      "cluster/nodes/0/channel=ssh;cluster/nodes/0/host=h",
      "cluster/nodes/0/channel=ssm;cluster/nodes/0/instance-id=i-0123456789abcdef0",
      "cluster/elastic-ip/address=192.0.2.1;cluster/elastic-ip/instances/node-a=i-0123456789abcdef0;cluster/elastic-ip/instances/node-b=i-0123456789abcdef1");

  static List<String> sections() {
    List<String> found = new ArrayList<>();
    walk((path, schema) -> {
      if (schema.has("properties") && schema.path("additionalProperties").isBoolean()) {
        found.add(path);
      }
    });
    return found;
  }

  static List<String> words() {
    List<String> found = new ArrayList<>();
    walk((path, schema) -> {
      if (schema.has("enum") && !path.startsWith("notify/on")) {
        found.add(path);
      }
    });
    return found;
  }

  static List<String> numbers() {
    List<String> found = new ArrayList<>();
    walk((path, schema) -> {
      // These are read only beside others, or without them.
      if (schema.path("type").asString("").equals("integer") && !path.endsWith("provisioned-mibps")
          && !path.endsWith("port") && !path.endsWith("converge-under")) {
        found.add(path);
      }
    });
    return found;
  }

  @ParameterizedTest
  @MethodSource("sections")
  void hasTheKeysOfEachSection(String section) throws IOException {
    Set<String> allowed = new TreeSet<>();
    for (String variant : VARIANTS) {
      String unknown = (section.isEmpty() ? "" : section + "/") + NONSENSE + "=1";
      ConfigurationException refused = refused(
          variant.isEmpty() ? unknown : variant + ";" + unknown);
      if (refused.what().contains("unknown key") && refused.what().contains(NONSENSE)) {
        allowed.addAll(listed(refused, "Keys allowed here: "));
      }
    }

    assertThat(at(section).get("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(allowed);
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasTheWordsOfEachChoice(String path) throws IOException {
    Set<String> words = new TreeSet<>();
    at(path).get("enum").forEach(word -> words.add(word.asString()));

    assertThat(words).isEqualTo(listed(
        refused((path.contains("elastic-ip") ? "cluster/elastic-ip/address=192.0.2.1;" : "") + path
            + "=" + NONSENSE),
        "Use one of: "));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void hasTheLimitsOfEachNumber(String path) throws IOException {
    String remedy = refused(path + "=" + NONSENSE).remedy();

    assertThat(remedy).startsWith("Use a whole number from " + at(path).get("minimum") + " to ");
    if (at(path).has("maximum")) {
      assertThat(remedy).endsWith(" to " + at(path).get("maximum") + ".");
    }
  }

  @Test
  void takesTheSampleAndNotAMistypedOne() throws IOException {
    Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA));
    String sample = Files.readString(SAMPLE);

    assertThat(schema.validate(sample, InputFormat.YAML)).isEmpty();
    assertThat(schema.validate(sample.replace("region:", "regoin:"), InputFormat.YAML))
        .isNotEmpty();
    assertThat(schema.validate(sample.replace("threads: 96", "threads: many"), InputFormat.YAML))
        .isNotEmpty();
  }

  @Test
  void everyKeyStandsInTheReference() throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "configuration.md"));
    walk((path, schema) -> {
      String key = path.substring(path.lastIndexOf('/') + 1);
      if (!schema.has("properties") && !key.matches("[0-9]*|us-east-1|additional")) {
        assertThat(reference).as(path).containsPattern("[`. ]" + key + "[`:.\\[]");
      }
    });
  }

  private static Set<String> listed(ConfigurationException refused, String before) {
    assertThat(refused.remedy()).startsWith(before);
    return new TreeSet<>(List.of(refused.remedy().substring(before.length()).split(", ", -1)));
  }

  private static ConfigurationException refused(String changes) throws IOException {
    ObjectNode document = (ObjectNode) YAML.readTree(Files.readString(SAMPLE));
    Stream.of(changes.split(";", -1)).forEach(change -> set(document, change));
    ConfigurationException refused = catchThrowableOfType(ConfigurationException.class,
        () -> MigrationFile.parse(SAMPLE, YAML.writeValueAsString(document)));
    assertThat(refused).as(changes).isNotNull();
    return refused;
  }

  private static void set(ObjectNode document, String change) {
    String[] words = change.split("=", 2);
    String[] keys = words[0].split("/", -1);
    JsonNode at = document;
    for (int i = 0; i < keys.length - 1; i++) {
      if (at instanceof ArrayNode array) {
        at = array.get(Integer.parseInt(keys[i]));
      } else {
        ObjectNode object = (ObjectNode) at;
        if (object.get(keys[i]) == null) {
          object.set(keys[i],
              keys[i + 1].equals("0") ? YAML.createArrayNode() : YAML.createObjectNode());
        }
        at = object.get(keys[i]);
      }
    }
    if (at instanceof ArrayNode array) {
      array.add(words[1]);
    } else {
      ((ObjectNode) at).put(keys[keys.length - 1], words[1]);
    }
  }

  private static JsonNode at(String path) {
    List<JsonNode> found = new ArrayList<>();
    walk((each, schema) -> {
      if (each.equals(path)) {
        found.add(schema);
      }
    });
    return found.getFirst();
  }

  private static void walk(BiConsumer<String, JsonNode> each) {
    try {
      walk("", new JsonMapper().readTree(Files.readString(SCHEMA)), each);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void walk(String path, JsonNode schema, BiConsumer<String, JsonNode> each) {
    each.accept(path, schema);
    String inside = path.isEmpty() ? "" : path + "/";
    schema.path("properties").properties()
        .forEach(entry -> walk(inside + entry.getKey(), entry.getValue(), each));
    if (schema.has("items")) {
      walk(inside + "0", schema.get("items"), each);
    }
    if (schema.path("additionalProperties").isObject()) {
      walk(inside + (path.equals("prices") ? "us-east-1" : "additional"),
          schema.get("additionalProperties"), each);
    }
  }
}
