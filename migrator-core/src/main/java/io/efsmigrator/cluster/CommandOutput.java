package io.efsmigrator.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of an output, as many as the channel keeps, and how many there were in all. */
public final class CommandOutput {

  private final byte[] kept;
  private final long totalBytes;

  public CommandOutput(byte[] kept, long totalBytes) {
    this.kept = kept.clone();
    this.totalBytes = totalBytes;
  }

  public static CommandOutput of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new CommandOutput(bytes, bytes.length);
  }

  public byte[] bytes() {
    return kept.clone();
  }

  /** As UTF-8, with replacement characters where it is none. */
  public String text() {
    return new String(kept, StandardCharsets.UTF_8);
  }

  public boolean truncated() {
    return totalBytes > kept.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandOutput that && totalBytes == that.totalBytes
        && Arrays.equals(kept, that.kept);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(kept);
  }

  @Override
  public String toString() {
    return text();
  }
}
