package io.efsmigrator.efs;

import java.time.Instant;
import java.util.Optional;

/**
 * What a file system is beside being one: since when, and whether it is half of a replication.
 *
 * @param createdAt when it was made, if EFS says so
 */
public record Standing(Optional<Instant> createdAt, Replication replication) {

  /** Its part in a replication. */
  public enum Replication {
    NONE,
    /** Others follow it: deleting it, or its throughput changes, concern them. */
    SOURCE,
    /** It follows another and is read-only. */
    DESTINATION
  }
}
