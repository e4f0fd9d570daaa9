package io.efsmigrator.scan;

import io.efsmigrator.manifest.Records;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;

/**
 * A directory that is still to be listed.
 *
 * @param path where it is
 * @param presence on which sides
 */
record FrontierDirectory(RelativePath path, Presence presence) {

  /** Which sides have something to list. */
  enum Presence {
    /** Both sides. */
    BOTH,
    /** Only the source's; the target's is made when it is listed. */
    NEW_IN_TARGET,
    /** Only the target's; everything in it is to be deleted. */
    TARGET_ONLY
  }

  byte[] encode() throws IOException {
    return Records.encode(out -> {
      out.writeUTF(presence.name());
      Records.writePath(out, path);
    });
  }

  static FrontierDirectory decode(byte[] payload) throws IOException {
    return Records.decode(payload, in -> {
      Presence presence = Presence.valueOf(in.readUTF());
      return new FrontierDirectory(Records.readPath(in), presence);
    });
  }
}
