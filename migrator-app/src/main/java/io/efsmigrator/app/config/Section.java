package io.efsmigrator.app.config;

import io.efsmigrator.app.outcome.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Typed access to one mapping of the file.
 *
 * <p>Every read marks its key as known; {@link #close} refuses the keys that nobody asked for. So
 * the list of allowed keys is the code that reads them, and cannot fall behind it.
 */
final class Section implements AutoCloseable {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Path file;
  private final String prefix;
  private final YamlNode.Mapping mapping;
  private final Overrides overrides;
  private final Set<String> known = new LinkedHashSet<>();

  Section(Path file, String prefix, YamlNode.Mapping mapping) {
    this(file, prefix, mapping, new Overrides(Map.of()));
  }

  Section(Path file, String prefix, YamlNode.Mapping mapping, Overrides overrides) {
    this.file = file;
    this.prefix = prefix;
    this.mapping = mapping;
    this.overrides = overrides;
  }

  Section section(String key) {
    known.add(key);
    YamlNode node = mapping.values().get(key);
    return switch (node) {
      case null -> throw missing(key);
      case YamlNode.Mapping child -> new Section(file, name(key) + ".", child, overrides);
      case YamlNode.Sequence _,YamlNode.Scalar _ ->
        throw wrong(key, "must hold `key: value` lines");
    };
  }

  /** The section, or one without any key, so that every default applies. */
  Section sectionOrEmpty(String key) {
    return has(key)
        ? section(key)
        : new Section(file, name(key) + ".",
            new YamlNode.Mapping(mapping.line(), Map.of(), Map.of()), overrides);
  }

  List<Section> sections(String key) {
    known.add(key);
    List<Section> sections = new ArrayList<>();
    switch (mapping.values().get(key)) {
      case null -> throw missing(key);
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          if (!(item instanceof YamlNode.Mapping child)) {
            throw wrong(item.line(), name(key), "must be a list of `key: value` blocks");
          }
          sections
              .add(new Section(file, name(key) + "[" + sections.size() + "].", child, overrides));
        }
      }
      case YamlNode.Mapping _,YamlNode.Scalar _ ->
        throw wrong(key, "must be a list (lines that start with `- `)");
    }
    return sections;
  }

  /** Whether the key is there with a value. Asking marks it as known. */
  boolean has(String key) {
    known.add(key);
    if (overrides.value(prefix + key).isPresent()) {
      return true;
    }
    YamlNode node = mapping.values().get(key);
    return node != null && !(node instanceof YamlNode.Scalar(int _, String text) && text.isEmpty());
  }

  /** All keys, in the order of the file. */
  List<String> keys() {
    return List.copyOf(mapping.values().keySet());
  }

  /** A key that is a value itself, such as the name of a Region. */
  <T> T key(String key, Function<String, T> type) {
    try {
      return type.apply(key);
    } catch (IllegalArgumentException e) {
      throw wrong(key, Printable.text(String.valueOf(e.getMessage())));
    }
  }

  /** A text that its type checks: whatever it refuses is reported with its line. */
  <T> T value(String key, Function<String, T> type) {
    return typed(key, scalar(key).orElseThrow(() -> missing(key)), type);
  }

  private <T> T typed(String key, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, Printable.text(String.valueOf(e.getMessage())));
    }
  }

  <T> Optional<T> optional(String key, Function<String, T> type) {
    return has(key) ? Optional.of(value(key, type)) : Optional.empty();
  }

  <T> List<T> values(String key, Function<String, T> type) {
    if (!has(key)) {
      return List.of();
    }
    Optional<String> override = overrides.value(prefix + key);
    if (override.isPresent()) {
      return Stream.of(override.get().split(" *, *", -1)).map(text -> typed(key, text, type))
          .toList();
    }
    if (!(mapping.values().get(key) instanceof YamlNode.Sequence(int _, List<YamlNode> items))) {
      throw wrong(key, "must be a list (lines that start with `- `)");
    }
    List<T> values = new ArrayList<>();
    for (YamlNode item : items) {
      if (!(item instanceof YamlNode.Scalar(int line, String text))) {
        throw wrong(item.line(), name(key), "must be a list of plain values");
      }
      try {
        values.add(type.apply(text));
      } catch (IllegalArgumentException e) {
        throw wrong(line, name(key), Printable.text(String.valueOf(e.getMessage())));
      }
    }
    return values;
  }

  /** One of the constants, by the name the file uses for it; the key has to be there. */
  <T> T choice(String key, List<T> allowed, Function<T, String> name) {
    if (!has(key)) {
      throw missing(key);
    }
    return choice(key, allowed, name, allowed.getFirst());
  }

  /** One of the constants, by the name the file uses for it. */
  <T> T choice(String key, List<T> allowed, Function<T, String> name, T otherwise) {
    Optional<String> text = scalar(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (T constant : allowed) {
      if (name.apply(constant).equals(text.get())) {
        return constant;
      }
    }
    throw new ConfigurationException(file, line(key), name(key) + ": `" + Printable.text(text.get())
        + "` is not allowed",
        "Use one of: " + String.join(", ", allowed.stream().map(name).toList()));
  }

  long number(String key, long min, long max, long otherwise) {
    Optional<String> text = scalar(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    String range = "a whole number from " + min + " to " + max;
    try {
      long number = Long.parseLong(text.get().replace("_", ""));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, in the same words as a number out of range.
    }
    throw new ConfigurationException(file, line(key), name(key) + ": `" + Printable.text(text.get())
        + "` is not allowed", "Use " + range + ".");
  }

  Duration duration(String key, Duration otherwise) {
    Optional<String> text = scalar(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.get());
    if (!matcher.matches()) {
      throw new ConfigurationException(file, line(key),
          name(key) + ": `" + Printable.text(text.get())
              + "` is not allowed",
          "Use a number with a unit: 500ms, 30s, 5m, 2h or 1d.");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalStateException(matcher.group(2));
    };
  }

  /** A path; one that is relative starts at the folder of the file. */
  Path path(String key) {
    return value(key, this::resolve);
  }

  Path path(String key, Path otherwise) {
    return has(key) ? value(key, this::resolve) : otherwise;
  }

  Optional<Path> optionalPath(String key) {
    return has(key) ? Optional.of(path(key)) : Optional.empty();
  }

  /** A command: a plain name stays as it is, anything with a slash is a path. */
  String command(String key, String otherwise) {
    return has(key)
        ? value(key, text -> text.contains("/") ? resolve(text).toString() : text)
        : otherwise;
  }

  private Path resolve(String text) {
    try {
      return folder().resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + e.getReason(), e);
    }
  }

  Path folder() {
    Path absolute = file.toAbsolutePath();
    return absolute.getParent() == null ? absolute : absolute.getParent();
  }

  /** A problem of a key that only more than one key together shows. */
  ConfigurationException refuse(String key, String what, String remedy) {
    return new ConfigurationException(file, line(key), name(key) + " " + what, remedy);
  }

  @Override
  public void close() {
    for (String key : mapping.values().keySet()) {
      if (!known.contains(key)) {
        throw new ConfigurationException(file, line(key),
            "unknown key `" + Printable.text(name(key)) + "`",
            "Keys allowed here: " + String.join(", ", known));
      }
    }
  }

  private Optional<String> scalar(String key) {
    known.add(key);
    Optional<String> override = overrides.value(prefix + key);
    if (override.isPresent()) {
      return override;
    }
    return switch (mapping.values().get(key)) {
      case null -> Optional.empty();
      case YamlNode.Scalar(int _, String text) ->
        text.isEmpty() ? Optional.empty() : Optional.of(text);
      case YamlNode.Mapping _,YamlNode.Sequence _ -> throw wrong(key, "must be one plain value");
    };
  }

  private ConfigurationException missing(String key) {
    return new ConfigurationException(file, mapping.line(), name(key) + " is missing",
        "Add `" + key + ":` (found here: "
            + Printable.text(String.join(", ", mapping.values().keySet())) + ").");
  }

  private ConfigurationException wrong(String key, String what) {
    return wrong(line(key), name(key), what);
  }

  private ConfigurationException wrong(int line, String path, String what) {
    return new ConfigurationException(file, line, path + ": " + what,
        "Correct the value; docs/configuration.md says what it means.");
  }

  private int line(String key) {
    return mapping.keyLines().getOrDefault(key, mapping.line());
  }

  private String name(String key) {
    return prefix + key + overrides.source(prefix + key);
  }
}
