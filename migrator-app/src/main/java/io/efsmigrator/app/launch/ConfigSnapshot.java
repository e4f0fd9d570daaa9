package io.efsmigrator.app.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration said when a migration began, key by key.
 *
 * <p>A restart goes on with work that was planned by it, so a change of what is moved and where is
 * refused. Keys that only tune the speed are left out by whoever makes the snapshot: they may change
 * at every restart. No secret belongs in here.
 */
public record ConfigSnapshot(SortedMap<String, String> values) {

  public ConfigSnapshot {
    values = new TreeMap<>(values);
  }

  /** One {@code key=value} a line, keys in order. */
  public String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (key, value) -> text.append(key).append('=').append(value.replace("\\", "\\\\")
            .replace("\n", "\\n")).append('\n'));
    return text.toString();
  }

  /** Reads what {@link #text()} wrote. */
  public static ConfigSnapshot parse(String text) {
    SortedMap<String, String> values = new TreeMap<>();
    text.lines().forEach(line -> {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), unescape(line.substring(equals + 1)));
      }
    });
    return new ConfigSnapshot(values);
  }

  /** The keys whose values differ, each with both values: {@code nodes: was a, is b}. */
  public List<String> changesSince(ConfigSnapshot earlier) {
    TreeSet<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(earlier.values.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      String was = earlier.values.get(key);
      String is = values.get(key);
      if (!Objects.equals(was, is)) {
        changes.add(key + ": was " + shown(was) + ", is " + shown(is));
      }
    }
    return changes;
  }

  private static String shown(@Nullable String value) {
    return value == null ? "not given" : "'" + value + "'";
  }

  private static String unescape(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        plain.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
