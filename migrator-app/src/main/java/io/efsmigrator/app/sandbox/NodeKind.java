package io.efsmigrator.app.sandbox;

import java.util.List;
import java.util.Locale;

/** What kind of cluster a sandbox plays, each for one adapter. */
public enum NodeKind {
  CLUSTER_MGR("cluster-mgr", "cluster-mgr", "cluster-mgr start-agent", "cluster-mgr stop-agent"),
  FSTAB("systemctl", "mount umount systemctl show-role",
      "systemctl start -- cluster-agent.service", "systemctl stop -- cluster-agent.service"),
  COMMANDS("callctl", "callctl", "callctl release", "callctl hold");

  private static final String SHARED = "node-functions cluster-agent getent reach-nfs ";

  private final String program;
  private final String programs;
  private final String start;
  private final String stop;

  /** Lists are words with a space between. */
  NodeKind(String program, String programs, String start, String stop) {
    this.program = program;
    this.programs = programs;
    this.start = start;
    this.stop = stop;
  }

  /** Its main program; the others of the node stand beside it. */
  String program() {
    return program;
  }

  List<String> programs() {
    return words(SHARED + programs);
  }

  /** Lets the node's agent go on. */
  List<String> start() {
    return words(start);
  }

  /** Ends the node's agent. */
  List<String> stop() {
    return words(stop);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  /** As the adapter is called in the migration file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
