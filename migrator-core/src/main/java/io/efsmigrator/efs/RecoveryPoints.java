package io.efsmigrator.efs;

import java.time.Instant;
import java.util.Optional;

/**
 * What AWS Backup has kept of file systems.
 *
 * <p>Only a question. Every failure is an {@link EfsException}.
 */
@FunctionalInterface
public interface RecoveryPoints {

  /** The recovery point of that ARN, unless it is none of that file system. */
  Optional<Kept> find(FileSystemId fileSystem, RecoveryPointArn arn);

  /**
   * One recovery point.
   *
   * @param status the word of AWS Backup, such as {@code COMPLETED}, {@code PARTIAL}, {@code EXPIRED}
   * @param createdAt when the backup began: what was written later is not in it
   */
  record Kept(String status, Instant createdAt) {

    /** Only a complete one can be restored as a whole. */
    public boolean isComplete() {
      return status.equals("COMPLETED");
    }
  }
}
