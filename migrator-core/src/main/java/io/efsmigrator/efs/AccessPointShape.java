package io.efsmigrator.efs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about an access point that is decided when it is made; only its tags can be changed.
 *
 * @param path of its root directory inside the file system; {@code /} is the whole of it
 * @param user as whom everything is done through it; empty for whoever the client says
 * @param creation how EFS makes the root directory if it is missing when somebody mounts it first
 * @param tags all tags but those that AWS makes itself
 */
public record AccessPointShape(String path, Optional<PosixUser> user, Optional<Creation> creation,
    Map<String, String> tags) {

  /** Numeric ids, 0 to 4294967295; the order of the secondary groups says nothing. */
  public record PosixUser(long uid, long gid, List<Long> secondaryGids) {

    public PosixUser {
      secondaryGids = secondaryGids.stream().sorted().distinct().toList();
    }
  }

  /** Owner and mode (octal digits) of a root directory that EFS makes. */
  public record Creation(long ownerUid, long ownerGid, String permissions) {}

  public AccessPointShape {
    tags = Map.copyOf(tags);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path of an access point begins with /: " + path);
    }
  }

  /** Whether both open onto the same directory in the same way; tags do not matter for that. */
  public boolean opensLike(AccessPointShape other) {
    return path.equals(other.path) && user.equals(other.user) && creation.equals(other.creation);
  }
}
