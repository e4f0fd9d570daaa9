package io.efsmigrator.plan;

/** How commands reach a node. */
public sealed interface NodeAccess {

  /** The node is this machine, or pretends to be. */
  record Local() implements NodeAccess {}
}
