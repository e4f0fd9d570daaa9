package io.efsmigrator.cluster;

/** Whether the programs of a node that write to the shared file system are running. */
public enum WriterState {
  RUNNING, QUIESCED,
  /** The node has no way to tell. */
  UNKNOWN
}
