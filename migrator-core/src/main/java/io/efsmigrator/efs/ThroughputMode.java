package io.efsmigrator.efs;

/** How the throughput of a file system is allotted and paid; can be changed while it lives. */
public enum ThroughputMode {
  BURSTING("bursting"), PROVISIONED("provisioned"), ELASTIC("elastic");

  private final String apiName;

  ThroughputMode(String apiName) {
    this.apiName = apiName;
  }

  public static ThroughputMode ofApiName(String apiName) {
    for (ThroughputMode mode : values()) {
      if (mode.apiName.equals(apiName)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "not a throughput mode (bursting, provisioned, elastic): " + apiName);
  }

  public String apiName() {
    return apiName;
  }

  @Override
  public String toString() {
    return apiName;
  }
}
