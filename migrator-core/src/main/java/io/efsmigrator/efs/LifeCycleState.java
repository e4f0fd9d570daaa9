package io.efsmigrator.efs;

/** Where a file system or mount target stands in its life, as EFS names it. */
public enum LifeCycleState {
  CREATING("creating"),
  AVAILABLE("available"),
  UPDATING("updating"),
  DELETING("deleting"),
  DELETED("deleted"),
  ERROR("error"),
  /** A state that this version does not know: not an answer, so a caller asks again. */
  UNKNOWN("unknown");

  private final String apiName;

  LifeCycleState(String apiName) {
    this.apiName = apiName;
  }

  /** The state of that API name; a name never heard of is {@link #UNKNOWN}. */
  public static LifeCycleState ofApiName(String apiName) {
    for (LifeCycleState state : values()) {
      if (state.apiName.equals(apiName)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  public String apiName() {
    return apiName;
  }

  @Override
  public String toString() {
    return apiName;
  }
}
