package io.efsmigrator.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** POSIX ACLs as the kernel takes them, a character for each byte; no {@code setfacl} is needed. */
public final class Acl {

  private static final int NOBODY_NAMED = -1;

  private Acl() {}

  /** For instance {@code "u::rw-,u:7:rwx,g::---,m::rwx,o::---"}, in this order. */
  public static String of(String text) {
    String[] entries = text.split(",", -1);
    ByteBuffer bytes = ByteBuffer.allocate(4 + 8 * entries.length)
        .order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    for (String entry : entries) {
      String[] parts = entry.split(":", -1);
      int named = parts[1].isEmpty() ? NOBODY_NAMED : Integer.parseInt(parts[1]);
      bytes.putShort((short) tag(parts[0].charAt(0), named));
      bytes.putShort((short) permissions(parts[2]));
      bytes.putInt(named);
    }
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  private static int tag(char kind, int named) {
    return switch (kind) {
      case 'u' -> named == NOBODY_NAMED ? 0x01 : 0x02;
      case 'g' -> named == NOBODY_NAMED ? 0x04 : 0x08;
      case 'm' -> 0x10;
      case 'o' -> 0x20;
      default -> throw new IllegalArgumentException("no ACL has an entry " + kind);
    };
  }

  private static int permissions(String letters) {
    return (letters.indexOf('r') < 0 ? 0 : 4) + (letters.indexOf('w') < 0 ? 0 : 2)
        + (letters.indexOf('x') < 0 ? 0 : 1);
  }
}
