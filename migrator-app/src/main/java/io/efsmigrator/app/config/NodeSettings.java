package io.efsmigrator.app.config;

import java.nio.file.Path;

/**
 * One node of the cluster and how it is reached.
 *
 * @param role what the operator expects it to be; preflight asks the node itself and refuses a
 *     difference
 * @param clusterMgr the node's {@code cluster-mgr}: a path, or a plain name found on the PATH
 * @param jobs where long commands of this node keep their state, on the node
 */
public record NodeSettings(String name, Role role, String availabilityZone, Channel channel,
    String clusterMgr, Path jobs) {

  /** Who takes the calls. */
  public enum Role {
    PRIMARY, BACKUP;

    /** The word of the file. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How commands get to the node. */
  public enum Channel {
    LOCAL;

    /** The word of the file. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
