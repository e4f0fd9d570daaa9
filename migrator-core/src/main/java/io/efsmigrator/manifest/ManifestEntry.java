package io.efsmigrator.manifest;

import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do.
 *
 * @param kind what to do
 * @param path where, below both roots
 * @param metadata what the scan saw in the source, or in the target for a {@code DELETE}
 * @param linkTarget what a {@code SYMLINK} holds; null for every other kind
 * @param firstName the name that a {@code HARD_LINK} is linked to; null for every other kind
 */
public record ManifestEntry(Kind kind, RelativePath path, Metadata metadata,
    @Nullable LinkTarget linkTarget, @Nullable RelativePath firstName) {

  public ManifestEntry {
    if ((linkTarget != null) != (kind == Kind.SYMLINK)) {
      throw new IllegalArgumentException("a symbolic link, and nothing else, has a link target");
    }
    if ((firstName != null) != (kind == Kind.HARD_LINK)) {
      throw new IllegalArgumentException("a hard link, and nothing else, has a first name");
    }
  }

  /** An entry that needs nothing but its metadata. */
  public static ManifestEntry of(Kind kind, RelativePath path, Metadata metadata) {
    return new ManifestEntry(kind, path, metadata, null, null);
  }

  /** A symbolic link to make. */
  public static ManifestEntry symlink(RelativePath path, Metadata metadata, LinkTarget target) {
    return new ManifestEntry(Kind.SYMLINK, path, metadata, target, null);
  }

  /** A further name to make. */
  public static ManifestEntry hardLink(RelativePath path, Metadata metadata,
      RelativePath firstName) {
    return new ManifestEntry(Kind.HARD_LINK, path, metadata, null, firstName);
  }
}
