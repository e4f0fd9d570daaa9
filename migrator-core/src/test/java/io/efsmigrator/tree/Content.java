package io.efsmigrator.tree;

import io.efsmigrator.posix.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The content of a file: compared by length and hash, shown as text where it is short. */
public final class Content {

  static final Content NONE = of(new byte[0]);
  private static final int SHOWN = 40;

  private final byte[] bytes;
  private final long sizeBytes;
  private final String sha256;

  private Content(byte[] start, long sizeBytes, String sha256) {
    this.bytes = start;
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
  }

  /** Exactly these bytes. */
  public static Content of(byte[] bytes) {
    return new Content(bytes.clone(), bytes.length, hex(digest().digest(bytes)));
  }

  static Content read(OpenFile file) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    byte[] start = new byte[0];
    long size = 0;
    while (file.read(buffer.clear(), size) > 0) {
      byte[] piece = new byte[buffer.flip().remaining()];
      buffer.get(piece);
      digest.update(piece);
      start = size == 0 ? Arrays.copyOf(piece, Math.min(SHOWN, piece.length)) : start;
      size += piece.length;
    }
    return new Content(start, size, hex(digest.digest()));
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && sizeBytes == content.sizeBytes
        && sha256.equals(content.sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    if (sizeBytes > SHOWN) {
      return sizeBytes + " bytes " + sha256.substring(0, 16);
    }
    StringBuilder text = new StringBuilder("\"");
    for (byte b : bytes) {
      text.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : "\\x" + hex(new byte[]{b}));
    }
    return text.append('"').toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
