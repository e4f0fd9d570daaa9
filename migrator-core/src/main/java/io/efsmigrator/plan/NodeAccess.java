package io.efsmigrator.plan;

import java.nio.file.Path;

/** How commands reach a node. */
public sealed interface NodeAccess {

  /**
   * The node is this machine. Commands run in {@code directory}, with its {@code bin} first on the
   * path: {@code /} for a real node, the node's own folder in the sandbox.
   */
  record Local(Path directory) implements NodeAccess {
    public Local {
      if (!directory.isAbsolute()) {
        throw new IllegalArgumentException("a node's directory must be absolute: " + directory);
      }
    }
  }
}
