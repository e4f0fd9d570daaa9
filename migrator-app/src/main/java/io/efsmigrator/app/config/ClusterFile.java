package io.efsmigrator.app.config;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.plan.ClusterSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads how the cluster is driven: its commands, and how their output is understood. */
final class ClusterFile {

  private static final Duration LONGEST = Duration.ofHours(6);

  private ClusterFile() {}

  static ClusterSettings read(Section cluster) {
    ClusterSettings.Adapter adapter = cluster.choice("adapter",
        List.of(ClusterSettings.Adapter.values()),
        MigrationFile::word, ClusterSettings.Adapter.CLUSTER_MGR);
    Duration timeout = cluster.duration("command-timeout", ClusterSettings.COMMAND_TIMEOUT);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw cluster.refuse("command-timeout", "must be 1s to 6h",
          "Give a time in which a command can end.");
    }
    return new ClusterSettings(adapter, commands(cluster.sectionOrEmpty("commands")),
        cluster.optional("data-question", ClusterFile::pattern),
        cluster.optional("healthy", ClusterFile::pattern),
        cluster.optional("broken", ClusterFile::pattern), timeout,
        cluster.choice("name-check", List.of(ClusterSettings.NameCheck.values()),
            MigrationFile::word, ClusterSettings.NameCheck.FROM_NODES));
  }

  private static Map<NodeVerb, List<String>> commands(Section section) {
    try (section) {
      Map<NodeVerb, List<String>> commands = new EnumMap<>(NodeVerb.class);
      for (NodeVerb verb : NodeVerb.values()) {
        List<String> argv = section.values(verb.key(), word -> word);
        if (!argv.isEmpty()) {
          commands.put(verb, argv);
        }
      }
      return commands;
    }
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
    }
  }
}
