package io.efsmigrator.cluster;

/** The part a node plays in the cluster now. */
public enum NodeRole {
  /** Takes the calls; the only node that may ever copy. */
  PRIMARY,
  /** Stands by. */
  BACKUP,
  /** The node did not say, or said something not understood: never good enough to act on. */
  UNKNOWN
}
