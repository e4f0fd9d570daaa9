package io.efsmigrator.app.config;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.plan.FstabSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code cluster.fstab}: how plain Linux nodes mount the file system. */
final class FstabFile {

  private static final String KEEP = "keep";
  private static final String RECOMMENDED = "recommended";
  private static final List<NodeVerb> WRITERS = List.of(NodeVerb.WRITERS, NodeVerb.QUIESCE,
      NodeVerb.RESUME);

  private FstabFile() {}

  static FstabSettings read(Section section, Map<NodeVerb, List<String>> commands) {
    try (section) {
      List<String> units = section.values("units", FstabSettings::unit);
      if (units.isEmpty() && !commands.keySet().containsAll(WRITERS)) {
        throw section.refuse("units", "is missing: nothing says which programs write",
            "List the systemd units, or set cluster.commands.writers, .quiesce and .resume.");
      }
      List<String> backupUnits = section.has("backup-units")
          ? section.values("backup-units", FstabSettings::unit)
          : units;
      return new FstabSettings(section.value("mount-point", text -> path(section, text)),
          section.optional("file", text -> path(section, text)).orElse("/etc/fstab"),
          section.optional("mountinfo", text -> path(section, text))
              .orElse("/proc/self/mountinfo"),
          options(section), units, backupUnits);
    }
  }

  /** Relative ones start at the folder of the file, which only a node on this machine can mean. */
  private static String path(Section section, String text) {
    return FstabSettings.path(text.startsWith("/")
        ? text
        : section.folder().resolve(text).normalize().toString());
  }

  private static Optional<String> options(Section section) {
    String text = section.optional("options", FstabSettings::options).orElse(KEEP);
    return switch (text) {
      case KEEP -> Optional.empty();
      case RECOMMENDED -> Optional.of(FstabSettings.RECOMMENDED);
      default -> Optional.of(text);
    };
  }
}
