package io.efsmigrator.cluster;

import java.util.regex.Pattern;

/** The name an operator gives a node; it becomes part of directory names, so it is kept plain. */
public record NodeName(String value) implements Comparable<NodeName> {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  public NodeName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a node name (1 to 32 letters, digits, _ and -): " + value.strip());
    }
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
