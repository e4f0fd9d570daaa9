package io.efsmigrator.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code migration.yaml}. Every key, its limits and its default stand here, once.
 *
 * <p>Only the file is looked at: whether ids exist and paths are mounts is preflight's work.
 */
public final class MigrationFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]{1,256}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+){1,3}-\\d{1,2}");
  private static final Pattern ZONE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]+){1,5}[a-z]");
  private static final Pattern FILE_SYSTEM = Pattern.compile("fs-[0-9a-f]{8,40}");
  private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-f]{8,40}");
  private static final Pattern COMMAND = Pattern
      .compile("[A-Za-z0-9._/-][A-Za-z0-9._/ +@-]{0,4095}");

  private MigrationFile() {}

  /** Reads and checks the file, or throws {@link ConfigurationException}. */
  public static MigrationSettings read(Path file) {
    try (Section root = new Section(file, "", YamlDocument.read(file))) {
      SourceSettings source = source(root.section("source"));
      TargetSettings target = target(root.section("target"));
      if (overlap(source.path(), target.path())) {
        throw root.refuse("target",
            "and source overlap: " + source.path() + " and " + target.path(),
            "Give two directories of which neither lies in the other.");
      }
      return new MigrationSettings(file.toAbsolutePath().normalize(),
          root.value("name",
              matching(NAME, "use letters, digits, dot, dash, underscore; at most 40")),
          root.value("region", matching(REGION, "is not a Region like us-east-1")), source, target,
          cluster(root.section("cluster")), throughput(root.sectionOrEmpty("throughput")),
          copy(root.sectionOrEmpty("copy")), cutover(root.sectionOrEmpty("cutover")),
          root.choice("verify", List.of(MigrationSettings.Verification.values()),
              MigrationSettings.Verification::word, MigrationSettings.Verification.FULL),
          root.has("sandbox") ? Optional.of(sandbox(root.section("sandbox"))) : Optional.empty());
    }
  }

  private static SourceSettings source(Section section) {
    try (section) {
      return new SourceSettings(
          section.value("file-system",
              matching(FILE_SYSTEM, "is not an id like fs-0123456789abcdef0")),
          section.path("path", Function.identity()));
    }
  }

  private static TargetSettings target(Section section) {
    try (section) {
      String throughput = section.choice("throughput-mode",
          List.of("bursting", "elastic", "provisioned"),
          Function.identity(), "bursting");
      Optional<Long> mibps = section.has("provisioned-mibps")
          ? Optional.of(section.number("provisioned-mibps", 1, 3414, 1))
          : Optional.empty();
      if (mibps.isPresent() != throughput.equals("provisioned")) {
        throw section.refuse("provisioned-mibps",
            "goes with `throughput-mode: provisioned`, and only with it",
            "Give both or neither.");
      }
      return new TargetSettings(
          section.optional("name", matching(TAG, "is not a tag value")).orElse("MaxIO"),
          section.path("path", Function.identity()),
          section.choice("performance-mode", List.of("maxIO", "generalPurpose"),
              Function.identity(), "maxIO"),
          throughput, mibps,
          section.values("security-groups",
              matching(SECURITY_GROUP, "is not an id like sg-0123456789abcdef0")));
    }
  }

  private static ClusterSettings cluster(Section section) {
    try (section) {
      section.choice("adapter", List.of("cluster-mgr"), Function.identity(), "cluster-mgr");
      List<NodeSettings> nodes = new ArrayList<>();
      for (Section node : section.sections("nodes")) {
        nodes.add(node(node));
      }
      Set<String> names = new HashSet<>();
      for (NodeSettings node : nodes) {
        if (!names.add(node.name()) || node.name().equals(ClusterSettings.BESIDE)) {
          throw section.refuse("nodes", "has a name that is taken: `" + node.name() + "`",
              "Give every node a name of its own, none of them `beside`.");
        }
      }
      Set<NodeSettings.Role> roles = new HashSet<>();
      nodes.forEach(node -> roles.add(node.role()));
      if (nodes.size() != 2 || roles.size() != 2) {
        throw section.refuse("nodes", "must be one primary and one backup",
            "List the two nodes of the cluster.");
      }
      return new ClusterSettings(nodes, copyHost(section, nodes));
    }
  }

  private static String copyHost(Section section, List<NodeSettings> nodes) {
    List<String> allowed = new ArrayList<>();
    String primary = "";
    for (NodeSettings node : nodes) {
      switch (node.role()) {
        case PRIMARY -> primary = node.name();
        case BACKUP -> {
          if (section.has("copy-host")
              && section.value("copy-host", Function.identity()).equals(node.name())) {
            throw section.refuse("copy-host", "is the Backup node `" + node.name() + "`",
                "Never copy from the Backup node, data loss may occur: name the Primary, or `beside`.");
          }
        }
      }
    }
    allowed.add(primary);
    allowed.add(ClusterSettings.BESIDE);
    return section.choice("copy-host", allowed, Function.identity(), primary);
  }

  private static NodeSettings node(Section section) {
    try (section) {
      String name = section.value("name",
          matching(NAME, "use letters, digits, dot, dash, underscore; at most 40"));
      NodeSettings.Role role = section.choice("role", List.of(NodeSettings.Role.values()),
          NodeSettings.Role::word);
      String command = section
          .optional("cluster-mgr", matching(COMMAND, "is not the path of a command"))
          .orElse("cluster-mgr");
      return new NodeSettings(name, role,
          section.value("availability-zone", matching(ZONE, "is not a zone like us-east-1a")),
          section.choice("channel", List.of(NodeSettings.Channel.values()),
              NodeSettings.Channel::word,
              NodeSettings.Channel.LOCAL),
          command.contains("/") ? section.resolve(command).toString() : command,
          section.path("jobs", Path.of("/var/lib/efs-migrator/jobs", name)));
    }
  }

  private static ThroughputSettings throughput(Section section) {
    try (section) {
      return new ThroughputSettings(section.has("raise-to-mibps")
          ? Optional.of(section.number("raise-to-mibps", 1, 3414, 1))
          : Optional.empty());
    }
  }

  private static CopySettings copy(Section section) {
    try (section) {
      return new CopySettings((int) section.number("threads", 1, 1024, 48),
          (int) section.number("chunk", 1, 10_000, 200),
          (int) section.number("partitions-in-flight", 1, 64, 4),
          section.number("max-delete", 0, Long.MAX_VALUE, 1_000));
    }
  }

  private static CutoverSettings cutover(Section section) {
    try (section) {
      return new CutoverSettings(
          section.choice("approval", List.of(CutoverSettings.Approval.values()),
              CutoverSettings.Approval::word,
              CutoverSettings.Approval.REQUIRED),
          (int) section.number("max-delta-passes", 0, 20, 3),
          section.number("converge-under", 0, Long.MAX_VALUE, 1_000));
    }
  }

  private static SandboxSettings sandbox(Section section) {
    try (section) {
      return new SandboxSettings(section.path("directory", section.folder()),
          section.duration("latency", Duration.ZERO));
    }
  }

  /** Whether one path is the other, or lies in it, by name alone; the copy checks the real inodes. */
  static boolean overlap(Path source, Path target) {
    return source.startsWith(target) || target.startsWith(source);
  }

  private static Function<String, String> matching(Pattern pattern, String otherwise) {
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(otherwise);
      }
      return text;
    };
  }
}
