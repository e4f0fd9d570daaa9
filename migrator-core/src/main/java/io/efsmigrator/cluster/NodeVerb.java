package io.efsmigrator.cluster;

/** What commands on a node are for; names the command templates and the recorded commands. */
public enum NodeVerb {
  HEALTH("health"),
  ROLE("role"),
  ENDPOINT("endpoint"),
  WRITERS("writers"),
  RESOLVE("resolve"),
  REACH("reach"),
  UPGRADE("upgrade"),
  SWITCH_ENDPOINT("switchEndpoint"),
  QUIESCE("quiesce"),
  RESUME("resume"),
  SET_NORMAL("setNormal");

  private final String key;

  NodeVerb(String key) {
    this.key = key;
  }

  /** As it is written in configuration and in the history. */
  public String key() {
    return key;
  }
}
