package io.efsmigrator.efs;

import java.util.Optional;

/** Whether EFS itself copies a file system elsewhere, or into it from elsewhere. */
@FunctionalInterface
public interface Replications {

  /** The replication that a file system takes part in, in words for people; empty if in none. */
  Optional<String> of(FileSystemId fileSystem);
}
