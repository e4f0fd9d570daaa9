package io.efsmigrator.app.config;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.plan.AnswerPatterns;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.FstabSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
    Set<NodeVerb> required = required(adapter);
    if (cluster.has("elastic-ip")) {
      required.remove(NodeVerb.ROLE);
    }
    Map<NodeVerb, List<String>> commands = commands(cluster.sectionOrEmpty("commands"), adapter,
        required);
    Optional<FstabSettings> fstab = switch (adapter) {
      case FSTAB -> Optional.of(FstabFile.read(cluster.section("fstab"), commands));
      case CLUSTER_MGR, COMMANDS -> Optional.empty();
    };
    return new ClusterSettings(adapter, commands,
        cluster.optional("data-question", ClusterFile::pattern),
        cluster.optional("healthy", ClusterFile::pattern),
        cluster.optional("broken", ClusterFile::pattern), timeout,
        cluster.choice("name-check", List.of(ClusterSettings.NameCheck.values()),
            MigrationFile::word, ClusterSettings.NameCheck.FROM_NODES),
        answers(cluster.sectionOrEmpty("answers")), fstab);
  }

  private static AnswerPatterns answers(Section section) {
    AnswerPatterns otherwise = AnswerPatterns.DEFAULT;
    try (section) {
      return new AnswerPatterns(
          section.optional("primary", ClusterFile::pattern).orElse(otherwise.primary()),
          section.optional("backup", ClusterFile::pattern).orElse(otherwise.backup()),
          section.optional("running", ClusterFile::pattern).orElse(otherwise.running()),
          section.optional("stopped", ClusterFile::pattern).orElse(otherwise.stopped()));
    }
  }

  private static Map<NodeVerb, List<String>> commands(Section section,
      ClusterSettings.Adapter adapter, Set<NodeVerb> required) {
    try (section) {
      Map<NodeVerb, List<String>> commands = new EnumMap<>(NodeVerb.class);
      for (NodeVerb verb : NodeVerb.values()) {
        List<String> argv = section.values(verb.key(), word -> word);
        if (!argv.isEmpty()) {
          checkPlaceholders(section, verb, argv);
          commands.put(verb, argv);
        } else if (required.contains(verb)) {
          throw section.refuse(verb.key(),
              "is missing: there is no other way to do it with adapter `"
                  + MigrationFile.word(adapter) + "`",
              "Give the command as a list of arguments.");
        }
      }
      return commands;
    }
  }

  /** A set of one's own. */
  private static Set<NodeVerb> required(ClusterSettings.Adapter adapter) {
    return switch (adapter) {
      case CLUSTER_MGR -> EnumSet.noneOf(NodeVerb.class);
      case FSTAB -> EnumSet.of(NodeVerb.ROLE);
      // A cluster may have nothing to upgrade and no Normal mode; names and ports are asked for alike.
      case COMMANDS -> EnumSet.complementOf(EnumSet.of(NodeVerb.UPGRADE, NodeVerb.SET_NORMAL,
          NodeVerb.RESOLVE, NodeVerb.REACH));
    };
  }

  private static void checkPlaceholders(Section section, NodeVerb verb, List<String> argv) {
    boolean takesName = switch (verb) {
      case RESOLVE, REACH, SWITCH_ENDPOINT -> true;
      case HEALTH, ROLE, ENDPOINT, WRITERS, UPGRADE, QUIESCE, RESUME, SET_NORMAL -> false;
    };
    boolean named = argv.stream().anyMatch(
        argument -> argument.contains("{dns}") || argument.contains("{file-system}"));
    if (named && !takesName) {
      throw section.refuse(verb.key(), "names a file system, and this command is given none",
          "Use {dns} and {file-system} in switchEndpoint, resolve and reach only.");
    }
    if (!named && takesName) {
      throw section.refuse(verb.key(), "does not say which file system",
          "Add {dns} where the DNS name belongs, or {file-system} for the id.");
    }
  }

  /** Nothing for the guide's cluster, so that a migration launched before there were others goes on. */
  static void canonical(ClusterSettings cluster, SortedMap<String, String> values) {
    if (cluster.adapter() != ClusterSettings.Adapter.CLUSTER_MGR) {
      values.put("cluster.adapter", MigrationFile.word(cluster.adapter()));
    }
    cluster.fstab().ifPresent(fstab -> {
      values.put("cluster.fstab.mount-point", fstab.mountPoint());
      values.put("cluster.fstab.file", fstab.file());
    });
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
    }
  }
}
