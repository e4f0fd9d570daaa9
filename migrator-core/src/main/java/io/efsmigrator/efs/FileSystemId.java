package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** The id of one file system, {@code fs-...}; its DNS name follows from it and the Region. */
public record FileSystemId(String value) implements Comparable<FileSystemId> {

  private static final Pattern SHAPE = Pattern.compile("fs-[0-9a-f]{8,40}");

  public FileSystemId {
    Checks.matches(SHAPE, value, "a file system id (fs- and 8 to 40 hex digits)");
  }

  /** The name under which nodes in {@code region} mount this file system. */
  public DnsName dnsName(Region region) {
    return new DnsName(value + ".efs." + region + "." + region.dnsSuffix());
  }

  @Override
  public int compareTo(FileSystemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
