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
 * @param commands argument vectors that replace the adapter's own, by verb; the arguments
 *     <code>{cluster-mgr}</code> and <code>{dns}</code> stand for the node's program and the DNS name
 * @param dataQuestion the prompt that asks whether to copy data; the answer is always no
 * @param healthy found in the agent log of a healthy node; the last line that has one decides
 * @param broken found in the agent log of a broken one; wins over {@code healthy} on one line
 * @param commandTimeout of every command that is waited for
 */
public record ClusterSettings(Adapter adapter, Map<NodeVerb, List<String>> commands,
    Optional<Pattern> dataQuestion, Optional<Pattern> healthy, Optional<Pattern> broken,
    Duration commandTimeout, NameCheck nameCheck) {

  /** Whether each node is asked if it can resolve the target's DNS name. */
  public enum NameCheck {
    FROM_NODES,
    /** Where names are not resolved at all, as in the sandbox; the findings say so. */
    SKIPPED
  }

  /** Which kind of cluster it is. */
  public enum Adapter {
    CLUSTER_MGR
  }

  /** Restarting the agent takes a couple of minutes on a slow node. */
  public static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(10);

  public ClusterSettings {
    Map<NodeVerb, List<String>> copy = new EnumMap<>(NodeVerb.class);
    commands.forEach((verb, argv) -> copy.put(verb, List.copyOf(argv)));
    commands = Map.copyOf(copy);
  }

  /** The guide's cluster-mgr with the adapter's own commands and patterns. */
  public static ClusterSettings ofGuide() {
    return new ClusterSettings(Adapter.CLUSTER_MGR, Map.of(), Optional.empty(), Optional.empty(),
        Optional.empty(), COMMAND_TIMEOUT, NameCheck.FROM_NODES);
  }
}
