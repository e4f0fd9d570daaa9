package io.efsmigrator.plan;

import io.efsmigrator.efs.AccessPointId;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.FileSystemId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What identifies a migration: a name and the file system it moves.
 *
 * <p>Two launches with the same id are the same migration, so the second goes on where the first
 * stopped. The text form is a plain name, fit for directories and database keys.
 */
public record MigrationId(String name, FileSystemId source) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  public MigrationId {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a migration name (1 to 63 letters, digits, _ and -): " + name.strip());
    }
  }

  /**
   * The token under which this migration creates its target: the same in every run, so that EFS
   * itself refuses a second one. Hashed, because a token has at most 64 characters. It follows from
   * the id alone, which is in the database before the first step runs, so it is never lost.
   */
  public CreationToken creationToken() {
    return hashed(toString());
  }

  /** The token under which this migration creates the counterpart of one of the source's parts. */
  public CreationToken tokenFor(AccessPointId ofSource) {
    return hashed(this + "/" + ofSource);
  }

  private static CreationToken hashed(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.UTF_8));
      return new CreationToken("efs-migrator-" + HexFormat.of().formatHex(digest, 0, 20));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name + "." + source;
  }
}
