package io.efsmigrator.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What the target takes over from the source besides the data. */
public record CarryOver(Set<Part> parts) {

  /** One thing that can be carried over, in the words of the migration file. */
  public enum Part {
    TAGS("tags"), LIFECYCLE("lifecycle"), BACKUP_POLICY("backup-policy"), POLICY("policy"),
    ACCESS_POINTS("access-points");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    /** Its key in the migration file. */
    public String key() {
      return key;
    }
  }

  /** Everything, as it is unless somebody switches a part off. */
  public static final CarryOver ALL = new CarryOver(EnumSet.allOf(Part.class));

  public CarryOver {
    parts = Set.copyOf(parts);
  }

  public boolean includes(Part part) {
    return parts.contains(part);
  }

  /** The keys of what is not carried over, joined by commas; for the history. */
  public String leftOut() {
    return String.join(",", Arrays.stream(Part.values()).filter(part -> !includes(part))
        .map(Part::key).toList());
  }
}
