package io.efsmigrator.app.config;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.Convergence;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import io.efsmigrator.plan.Prices;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.plan.VerifyMode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code migration.yaml}. Every key, its limits and its default stand here, once.
 *
 * <p>Only the file is looked at: whether ids exist and paths are mounts is preflight's work.
 */
public final class MigrationFile {

  /** In place of a node's name: the copy host is no node of the cluster. */
  static final String BESIDE = "beside";
  private static final int MAX_MIBPS = 3414;

  private MigrationFile() {}

  /** Reads and checks the file, with what the environment overrides, or throws {@link ConfigurationException}. */
  public static MigrationConfig read(Path file) {
    return read(file, System.getenv());
  }

  static MigrationConfig read(Path file, Map<String, String> environment) {
    Overrides overrides = new Overrides(environment);
    MigrationConfig config = read(file, YamlDocument.read(file), overrides);
    overrides.refuseUnknown(file);
    return config;
  }

  /** The same of a text that is not in that file yet. */
  public static MigrationConfig parse(Path file, String text) {
    return read(file, YamlDocument.parse(file, text), new Overrides(Map.of()));
  }

  private static MigrationConfig read(Path file, YamlNode.Mapping document, Overrides overrides) {
    try (Section root = new Section(file, "", document, overrides);
        Section source = root.section("source");
        Section target = root.section("target");
        Section cluster = root.section("cluster")) {
      FileSystemId sourceId = source.value("file-system", FileSystemId::new);
      MigrationId id = root.value("name", name -> new MigrationId(name, sourceId));
      Path sourcePath = source.path("path");
      Path targetPath = target.path("path");
      if (sourcePath.startsWith(targetPath) || targetPath.startsWith(sourcePath)) {
        throw target.refuse("path", "overlaps with source.path: " + targetPath + ", " + sourcePath,
            "Give two directories of which neither is the other or lies in it.");
      }
      List<Node> nodes = NodeFile.read(cluster);
      Region region = root.value("region", Region::new);
      Prices prices = PricesFile.read(root.sectionOrEmpty("prices"), region);
      MigrationPlan plan = new MigrationPlan(id, region, sourcePath,
          targetPath,
          target(target, raise(root.sectionOrEmpty("throughput"), prices)), nodes,
          copyHost(cluster, nodes),
          ClusterFile.read(cluster), copy(root.sectionOrEmpty("copy")),
          root.choice("verify", List.of(VerifyMode.METADATA, VerifyMode.SAMPLE, VerifyMode.FULL),
              MigrationFile::word, VerifyMode.FULL),
          cutover(root.sectionOrEmpty("cutover")));
      return new MigrationConfig(file.toAbsolutePath().normalize(), plan,
          PaceFile.read(root.sectionOrEmpty("pace")),
          root.has("sandbox") ? Optional.of(sandbox(root.section("sandbox"))) : Optional.empty(),
          prices, ArchiveFile.read(root.sectionOrEmpty("archive"), region),
          NotifyFile.read(root.sectionOrEmpty("notify")),
          ElasticIpSettings.read(cluster, nodes));
    }
  }

  /** The word of the file for a constant: {@code NOT_REQUIRED} is {@code not-required}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static TargetSettings target(Section section, Optional<RaisedThroughput> raise) {
    ThroughputMode mode = section.choice("throughput-mode", List.of(ThroughputMode.values()),
        ThroughputMode::apiName, ThroughputMode.BURSTING);
    boolean provisioned = mode == ThroughputMode.PROVISIONED;
    if (section.has("provisioned-mibps") != provisioned) {
      throw section.refuse("provisioned-mibps",
          "goes with `throughput-mode: provisioned`, and only with it",
          "Give both or neither.");
    }
    PerformanceMode performance = section.choice("performance-mode",
        List.of(PerformanceMode.values()),
        PerformanceMode::apiName, PerformanceMode.MAX_IO);
    if (performance == PerformanceMode.MAX_IO && mode == ThroughputMode.ELASTIC) {
      throw section.refuse("throughput-mode", "`elastic` does not go with performance-mode `maxIO`",
          "Choose bursting or provisioned, or performance-mode: generalPurpose.");
    }
    List<SecurityGroupId> groups = section.values("security-groups", SecurityGroupId::new);
    if (groups.size() > 5) {
      throw section.refuse("security-groups", "has more than 5 entries",
          "A mount target takes 5 at most.");
    }
    return new TargetSettings(section.value("name", MigrationFile::tag), performance,
        new Throughput(mode,
            provisioned ? section.number("provisioned-mibps", 1, MAX_MIBPS, 1) : 0),
        new HashSet<>(groups), raise, TargetFile.origin(section, performance),
        TargetFile.carryOver(section.sectionOrEmpty("carry-over")));
  }

  private static String tag(String text) {
    if (text.isBlank() || text.length() > 255) {
      throw new IllegalArgumentException("a Name tag has 1 to 255 characters");
    }
    return text;
  }

  private static Optional<NodeName> copyHost(Section cluster, List<Node> nodes) {
    List<String> allowed = new ArrayList<>();
    for (Node node : nodes) {
      switch (node.role()) {
        case PRIMARY -> allowed.addFirst(node.name().value());
        case BACKUP, UNKNOWN -> {
          if (cluster.has("copy-host")
              && cluster.value("copy-host", word -> word).equals(node.name().value())) {
            throw cluster.refuse("copy-host", "is the Backup node `" + node.name() + "`",
                "Data loss may occur when a Backup copies: name the Primary, or `" + BESIDE + "`.");
          }
        }
      }
    }
    allowed.add(BESIDE);
    String name = cluster.choice("copy-host", allowed, word -> word, allowed.getFirst());
    return name.equals(BESIDE) ? Optional.empty() : Optional.of(new NodeName(name));
  }

  private static Optional<RaisedThroughput> raise(Section section, Prices prices) {
    try (section) {
      BigDecimal price = section.has("usd-per-mibps-month")
          ? BigDecimal.valueOf(section.number("usd-per-mibps-month", 0, 1_000, 0))
          : prices.provisionedMibpsMonth();
      boolean amount = section.has("raise-to-mibps");
      Optional<RaisedThroughput.Side> side = section.has("raise")
          ? Optional.of(section.choice("raise", List.of(RaisedThroughput.Side.values()),
              MigrationFile::word))
          : Optional.empty();
      if (side.isEmpty() && !amount) {
        return Optional.empty();
      }
      return Optional.of(new RaisedThroughput(
          section.number("raise-to-mibps", 1, MAX_MIBPS, (long) RaisedThroughput.GUIDE_MIBPS),
          price, side.orElse(RaisedThroughput.Side.BOTH)));
    }
  }

  private static CopySettings copy(Section section) {
    CopySettings otherwise = CopySettings.DEFAULT;
    try (section) {
      return new CopySettings((int) section.number("threads", 1, 1_024, otherwise.threads()),
          (int) section.number("chunk", 1, 10_000, otherwise.chunkEntries()),
          (int) section.number("partitions-in-flight", 1, 64, otherwise.partitionsInFlight()),
          section.number("max-delete", 0, Long.MAX_VALUE, otherwise.maxDelete()),
          section.choice("xattrs", List.of(CopySettings.Xattrs.values()), MigrationFile::word,
              otherwise.xattrs()));
    }
  }

  private static CutoverSettings cutover(Section section) {
    CutoverSettings otherwise = CutoverSettings.DEFAULT;
    try (section) {
      return new CutoverSettings(
          section.choice("approval", List.of(CutoverSettings.Approval.values()),
              MigrationFile::word,
              otherwise.approval()),
          (int) section.number("max-delta-passes", 0, CutoverSettings.MAX_DELTA_PASSES,
              otherwise.maxDeltaPasses()),
          convergence(section, otherwise.convergence()), windowLimit(section));
    }
  }

  private static Convergence convergence(Section section, Convergence otherwise) {
    boolean byNumber = section.has("converge-under");
    boolean byTime = section.has("converge-within");
    if (byNumber && byTime) {
      throw section.refuse("converge-under", "does not go with converge-within",
          "Give a number of changes or a time for the final pass, not both.");
    }
    if (byNumber) {
      return new Convergence.Under(section.number("converge-under", 0, Long.MAX_VALUE, 0));
    }
    if (!byTime) {
      return otherwise;
    }
    Duration time = section.duration("converge-within", Duration.ZERO);
    if (time.isZero()) {
      throw section.refuse("converge-within", "must be more than nothing",
          "Give a time such as 5m; the final pass scans twice at least.");
    }
    return new Convergence.Within(time);
  }

  private static Optional<Duration> windowLimit(Section section) {
    if (!section.has("window-limit")) {
      return Optional.empty();
    }
    Duration limit = section.duration("window-limit", Duration.ZERO);
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      throw section.refuse("window-limit", "is less than a second",
          "Give the time for which the writers may be paused, such as 15m.");
    }
    return Optional.of(limit);
  }

  private static SandboxSettings sandbox(Section section) {
    try (section) {
      return new SandboxSettings(section.path("directory", section.folder()),
          section.duration("latency", Duration.ZERO));
    }
  }
}
