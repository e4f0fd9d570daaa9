package io.efsmigrator.plan;

import io.efsmigrator.cluster.NodeVerb;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the cluster is driven.
 *
 * @param commands argument vectors that replace the adapter's own, by verb, with placeholders
 * @param dataQuestion the prompt that asks whether to copy data; the answer is always no
 * @param healthy found in the agent log of a healthy node; the last line that has one decides
 * @param broken found in the agent log of a broken one; wins over {@code healthy} on one line
 * @param commandTimeout of every command that is waited for
 * @param answers how roles and the state of writers are read from what commands print
 * @param fstab present if and only if the adapter is {@link Adapter#FSTAB}
 */
public record ClusterSettings(Adapter adapter, Map<NodeVerb, List<String>> commands,
    Optional<Pattern> dataQuestion, Optional<Pattern> healthy, Optional<Pattern> broken,
    Duration commandTimeout, NameCheck nameCheck, AnswerPatterns answers,
    Optional<FstabSettings> fstab) {

  /** Whether each node is asked if it can resolve the target's DNS name. */
  public enum NameCheck {
    FROM_NODES,
    /** Where names are not resolved at all, as in the sandbox; the findings say so. */
    SKIPPED
  }

  /** Which kind of cluster it is. */
  public enum Adapter {
    /** The guide's. */
    CLUSTER_MGR,
    /** Linux nodes without a cluster manager: an entry in fstab, writers that are systemd units. */
    FSTAB,
    /** Any other: every command is the operator's. */
    COMMANDS
  }

  /** Restarting the agent takes a couple of minutes on a slow node. */
  public static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(10);

  public ClusterSettings {
    Map<NodeVerb, List<String>> copy = new EnumMap<>(NodeVerb.class);
    commands.forEach((verb, argv) -> copy.put(verb, List.copyOf(argv)));
    commands = Map.copyOf(copy);
    if (fstab.isPresent() != (adapter == Adapter.FSTAB)) {
      throw new IllegalArgumentException(
          "fstab settings go with the adapter fstab, and only with it");
    }
  }

  /** The guide's cluster-mgr with the adapter's own commands and patterns. */
  public static ClusterSettings ofGuide() {
    return new ClusterSettings(Adapter.CLUSTER_MGR, Map.of(), Optional.empty(), Optional.empty(),
        Optional.empty(), COMMAND_TIMEOUT, NameCheck.FROM_NODES,
        AnswerPatterns.DEFAULT, Optional.empty());
  }
}
