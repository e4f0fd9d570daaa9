package io.efsmigrator.cluster;

import java.util.Optional;

/**
 * The record of commands run on nodes: evidence for people, and the memory by which a long command
 * is found again after a restart. What {@link #record} returned from is durable.
 */
public interface NodeJobs {

  /** The attempt with the highest number for that key. */
  Optional<NodeJob> latest(NodeJobKey key);

  /** Stores an attempt, or replaces what is stored of it (same key and number). */
  void record(NodeJob job);
}
