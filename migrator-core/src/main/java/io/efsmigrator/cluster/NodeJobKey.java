package io.efsmigrator.cluster;

/** Finds a command on a node again: which migration, what for, where. */
public record NodeJobKey(String migration, NodeVerb verb, NodeName node) {

  public NodeJobKey {
    // It names a directory on the node.
    if (!migration.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw new IllegalArgumentException("not a plain name: " + migration);
    }
  }

  @Override
  public String toString() {
    return migration + "." + verb.key() + "." + node;
  }
}
