package io.efsmigrator.app.config;

import io.efsmigrator.app.outcome.Printable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Values of the environment that win over those of the file, for one night or one machine.
 *
 * <p>Named as Spring names them: {@code copy.max-delete} is {@code EFS_MIGRATION_COPY_MAXDELETE}.
 * Every key that is looked up is noted, so a variable that sets nothing is a mistake that is found.
 */
final class Overrides {

  private static final String PREFIX = "EFS_MIGRATION_";

  private final Map<String, String> environment;
  private final SortedSet<String> known = new TreeSet<>();

  Overrides(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** An empty variable is none. */
  Optional<String> value(String key) {
    String variable = variable(key);
    known.add(variable);
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
  }

  /** Behind a key in a message: where its value came from, if not from the file. */
  String source(String key) {
    return value(key).isPresent() ? " (from " + variable(key) + ")" : "";
  }

  void refuseUnknown(Path file) {
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith(PREFIX) && !known.contains(variable)) {
        throw new ConfigurationException(file,
            "the variable " + Printable.text(variable) + " sets no key of it",
            "Unset it, or use one of: " + String.join(", ", known));
      }
    }
  }

  private static String variable(String key) {
    return PREFIX + key.replace("-", "").replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
  }
}
