package io.efsmigrator.efs;

import java.util.Map;
import java.util.TreeMap;

/** Which tags can be carried from one resource to another. */
public final class ResourceTags {

  /** Tags that begin so are made by AWS and refused from anybody else. */
  private static final String RESERVED = "aws:";

  private ResourceTags() {}

  /** All but those of AWS's own making. */
  public static Map<String, String> carriable(Map<String, String> tags) {
    Map<String, String> carriable = new TreeMap<>(tags);
    carriable.keySet().removeIf(key -> key.startsWith(RESERVED));
    return carriable;
  }

  /** Those of {@code wanted} that {@code found} has not, or with another value. */
  public static Map<String, String> missing(Map<String, String> wanted,
      Map<String, String> found) {
    Map<String, String> missing = new TreeMap<>(wanted);
    missing.entrySet().removeIf(tag -> tag.getValue().equals(found.get(tag.getKey())));
    return missing;
  }
}
