package io.efsmigrator.archive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an operator asked for: what to archive, where to, and what becomes of the source.
 *
 * @param prefix what every key begins with; may be empty
 */
public record ArchiveOrder(BucketName bucket, String prefix, RecordingFilter filter,
    StorageClass storageClass, Fate fate) {

  /** What becomes of a recording that is archived. */
  public enum Fate {
    /** It stays in the source. */
    KEEP,
    /** It is deleted from the source once the store has proved that it has it. */
    DELETE_AFTER_VERIFY,
    /** Nothing is archived: what would be is counted. */
    DRY_RUN
  }

  public ArchiveOrder {
    ArchiveKeys.checkedPrefix(prefix);
  }

  /** As plain keys and values, as a restart compares them. */
  public SortedMap<String, String> canonical() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("archive.bucket", bucket.value());
    values.put("archive.prefix", prefix);
    values.put("archive.older-than", filter.olderThan().toString());
    values.put("archive.include", lines(filter.include()));
    values.put("archive.exclude", lines(filter.exclude()));
    values.put("archive.min-size", String.valueOf(filter.minBytes()));
    values.put("archive.max-size", String.valueOf(filter.maxBytes()));
    values.put("archive.storage-class", storageClass.name());
    values.put("archive.fate", fate.name());
    return values;
  }

  /** Reads what {@link #canonical()} gave. */
  public static ArchiveOrder of(Map<String, String> values) {
    return new ArchiveOrder(new BucketName(value(values, "archive.bucket")),
        value(values, "archive.prefix"),
        new RecordingFilter(Duration.parse(value(values, "archive.older-than")),
            globs(value(values, "archive.include")), globs(value(values, "archive.exclude")),
            Long.parseLong(value(values, "archive.min-size")),
            Long.parseLong(value(values, "archive.max-size"))),
        StorageClass.valueOf(value(values, "archive.storage-class")),
        Fate.valueOf(value(values, "archive.fate")));
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " was noted");
    }
    return value;
  }

  private static String lines(List<Glob> globs) {
    return globs.stream().map(Glob::text).collect(Collectors.joining("\n"));
  }

  private static List<Glob> globs(String lines) {
    return lines.isEmpty()
        ? List.of()
        : Arrays.stream(lines.split("\n", -1)).map(Glob::new)
            .toList();
  }
}
