package io.efsmigrator.plan;

import io.efsmigrator.efs.RecoveryPointArn;

/** What stands for the data of a source once it is gone, in the operator's own words. */
public sealed interface BackupEvidence {

  /** A recovery point of AWS Backup, which is looked up before anything is deleted. */
  record RecoveryPoint(RecoveryPointArn arn) implements BackupEvidence {
    @Override
    public String toString() {
      return "recovery point " + arn;
    }
  }

  /** The operator gives it up: there is no backup, and none is wanted. */
  record Waived() implements BackupEvidence {
    @Override
    public String toString() {
      return "no backup, waived";
    }
  }
}
