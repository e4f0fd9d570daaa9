package io.efsmigrator.app.config;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.plan.CarryOver;
import io.efsmigrator.plan.CarryOver.Part;
import io.efsmigrator.plan.Placement;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.plan.TargetSettings.Origin;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The keys of {@code target} that say where the target comes from and what it takes over. */
final class TargetFile {

  private static final String AS_SOURCE = "as-source";
  private static final String REGIONAL = "regional";
  private static final String ENCRYPTED = "encrypted";
  private static final String UNENCRYPTED = "unencrypted";
  // No alias: EFS describes a file system by its key, and the two could not be compared.
  private static final Pattern KEY = Pattern
      .compile("(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/)?[0-9A-Za-z-]{1,128}");

  private TargetFile() {}

  static Origin origin(Section target, PerformanceMode performance) {
    Placement placement = placement(target);
    if (placement instanceof Placement.OneZone && performance == PerformanceMode.MAX_IO) {
      throw target.refuse("zone", "names one zone, which does not go with performance-mode `maxIO`",
          "Choose regional, or performance-mode: generalPurpose.");
    }
    return new Origin(target.optional("file-system-id", FileSystemId::new), encryption(target),
        placement);
  }

  private static Placement placement(Section target) {
    return target.optional("zone", text -> switch (text) {
      case AS_SOURCE -> new Placement.AsSource();
      case REGIONAL -> new Placement.Regional();
      default -> new Placement.OneZone(new AvailabilityZone(text));
    }).orElseGet(Placement.AsSource::new);
  }

  private static Optional<Encryption> encryption(Section target) {
    String word = target.choice("encryption", List.of(AS_SOURCE, ENCRYPTED, UNENCRYPTED),
        it -> it, AS_SOURCE);
    Optional<String> key = target.optional("kms-key", TargetFile::key);
    if (key.isPresent() && !word.equals(ENCRYPTED)) {
      throw target.refuse("kms-key", "goes with `encryption: encrypted`, and only with it",
          "Give both or neither.");
    }
    return switch (word) {
      case ENCRYPTED -> Optional.of(new Encryption.Kms(key));
      case UNENCRYPTED -> Optional.of(new Encryption.None());
      default -> Optional.empty();
    };
  }

  private static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException("not the id or ARN of a key (aliases cannot be compared)");
    }
    return text;
  }

  static CarryOver carryOver(Section section) {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    try (section) {
      for (Part part : Part.values()) {
        if (section.choice(part.key(), List.of("true", "false"), it -> it, "true").equals("true")) {
          parts.add(part);
        }
      }
    }
    return new CarryOver(parts);
  }

  /**
   * Adds what is not as by default; nothing for a plain target, so that a migration which was
   * launched before these keys existed can still be restarted.
   */
  static void canonical(TargetSettings target, SortedMap<String, String> values) {
    Origin origin = target.origin();
    origin.existing().ifPresent(id -> values.put("target.file-system-id", id.toString()));
    origin.encryption().ifPresent(it -> values.put("target.encryption", it.toString()));
    switch (origin.placement()) {
      case Placement.AsSource() -> {}
      case Placement.Regional() -> values.put("target.zone", REGIONAL);
      case Placement.OneZone(var zone) -> values.put("target.zone", zone.toString());
    }
    if (!target.carryOver().leftOut().isEmpty()) {
      values.put("target.carry-over.left-out", target.carryOver().leftOut());
    }
  }
}
