package io.efsmigrator.efs;

/** How a file system serves requests; fixed when it is created, which is why migrations exist. */
public enum PerformanceMode {
  /** Lower latency per request; what AWS advises for everything today. */
  GENERAL_PURPOSE("generalPurpose"),
  /** More requests a second at a higher latency each; a previous-generation mode. */
  MAX_IO("maxIO");

  private final String apiName;

  PerformanceMode(String apiName) {
    this.apiName = apiName;
  }

  public static PerformanceMode ofApiName(String apiName) {
    for (PerformanceMode mode : values()) {
      if (mode.apiName.equals(apiName)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "not a performance mode (generalPurpose, maxIO): " + apiName);
  }

  public String apiName() {
    return apiName;
  }

  @Override
  public String toString() {
    return apiName;
  }
}
