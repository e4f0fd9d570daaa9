package io.efsmigrator.efs;

/** Whether AWS Backup takes a backup of a file system every day by itself. */
public enum BackupPolicy {
  ENABLED("ENABLED"),
  /** Ordered and on its way. */
  ENABLING("ENABLING"),
  DISABLED("DISABLED"),
  DISABLING("DISABLING"),
  /** A status that this version does not know: not an answer, so a caller asks again. */
  UNKNOWN("UNKNOWN");

  private final String apiName;

  BackupPolicy(String apiName) {
    this.apiName = apiName;
  }

  /** The status of that API name; a name never heard of is {@link #UNKNOWN}. */
  public static BackupPolicy ofApiName(String apiName) {
    for (BackupPolicy policy : values()) {
      if (policy.apiName.equals(apiName)) {
        return policy;
      }
    }
    return UNKNOWN;
  }

  @Override
  public String toString() {
    return apiName;
  }
}
