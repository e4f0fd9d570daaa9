package io.efsmigrator.manifest;

import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a finished scan found; the next pass needs its start.
 *
 * @param startedAt the start of the pass on the clock that writes the source's ctimes
 * @param directories directories listed
 * @param entries entries seen in the source
 * @param toCopy entries in the segments that have something to copy
 * @param bytesToCopy their content
 * @param links hard links to make
 * @param deletes entries to remove from the target
 * @param problems problems found
 */
public record PassSummary(Timestamp startedAt, long directories, long entries, long toCopy,
    long bytesToCopy, long links, long deletes, long problems) {

  /** Writes the file whole and durably. */
  public void write(Path file) throws IOException {
    String text = String.join("\n", "startedAt.seconds=" + startedAt.seconds(),
        "startedAt.nanos=" + startedAt.nanos(), "directories=" + directories,
        "entries=" + entries, "toCopy=" + toCopy, "bytesToCopy=" + bytesToCopy,
        "links=" + links, "deletes=" + deletes, "problems=" + problems, "");
    DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the file; empty if the scan has not finished. */
  public static Optional<PassSummary> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return Optional.of(new PassSummary(
        new Timestamp(number(properties, "startedAt.seconds", file),
            Math.toIntExact(number(properties, "startedAt.nanos", file))),
        number(properties, "directories", file), number(properties, "entries", file),
        number(properties, "toCopy", file), number(properties, "bytesToCopy", file),
        number(properties, "links", file), number(properties, "deletes", file),
        number(properties, "problems", file)));
  }

  private static long number(Properties properties, String key, Path file) throws IOException {
    String value = properties.getProperty(key);
    if (value == null || !value.matches("-?\\d{1,18}")) {
      throw new IOException(file + " is damaged: '" + key + "' is no number");
    }
    return Long.parseLong(value);
  }
}
