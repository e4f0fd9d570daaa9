package io.efsmigrator.stage;

import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.efs.ResourceTags;
import io.efsmigrator.plan.CarryOver.Part;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RaisedThroughput;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the plan orders, and whether a file system that is there is that.
 *
 * <p>A token says who asked, not for what, and an id says nothing at all: a file system is adopted
 * only after everything that cannot be changed later was compared.
 */
final class TargetMatch {

  /**
   * EFS meters an empty file system at 6 KiB. Hours behind, so the root directory is looked at once
   * more when it is mounted.
   */
  static final long EMPTY_BYTES = 64 << 10;

  private TargetMatch() {}

  /** The order for a target like the plan's beside that source. */
  static NewFileSystem order(MigrationPlan plan, FileSystem source) {
    Map<String, String> tags = new TreeMap<>();
    if (plan.target().carryOver().includes(Part.TAGS)) {
      tags.putAll(ResourceTags.carriable(source.tags()));
    }
    tags.put(FileSystem.NAME_TAG, plan.target().name());
    tags.put(CreateFileSystem.MIGRATION_TAG, plan.id().toString());
    return new NewFileSystem(plan.id().creationToken(), plan.target().performanceMode(),
        plan.target().throughput(), encryption(plan, source),
        plan.target().origin().placement().beside(source.oneZone()), tags);
  }

  static Encryption encryption(MigrationPlan plan, FileSystem source) {
    return plan.target().origin().encryption().orElse(source.encryption());
  }

  /** Why {@code found} must not be this migration's target, if so. */
  static Optional<String> difference(MigrationPlan plan, NewFileSystem wanted, FileSystem found) {
    if (found.id().equals(plan.id().source())) {
      return Optional.of("is the source itself");
    }
    Optional<String> foreign = foreign(plan, found);
    if (foreign.isPresent()) {
      return foreign;
    }
    if (found.performanceMode() != wanted.performanceMode()) {
      return Optional.of("has performance mode " + found.performanceMode() + ", the plan says "
          + wanted.performanceMode());
    }
    if (!found.encryption().satisfies(wanted.encryption())) {
      return Optional.of("is " + found.encryption() + ", wanted is " + wanted.encryption());
    }
    if (!found.oneZone().equals(wanted.oneZone())) {
      return Optional.of("is " + spread(found.oneZone()) + ", wanted is "
          + spread(wanted.oneZone()));
    }
    boolean raised = plan.target().raise().map(RaisedThroughput::throughput)
        .filter(found.throughput()::equals).isPresent();
    if (!raised && !found.throughput().equals(wanted.throughput())) {
      return Optional.of(
          "has throughput " + found.throughput() + ", the plan says " + wanted.throughput());
    }
    return Optional.empty();
  }

  private static Optional<String> foreign(MigrationPlan plan, FileSystem found) {
    String owner = found.tags().get(CreateFileSystem.MIGRATION_TAG);
    if (plan.id().toString().equals(owner)) {
      return Optional.empty();
    }
    if (plan.target().origin().existing().isEmpty()) {
      return Optional.of("does not carry the tag " + CreateFileSystem.MIGRATION_TAG + "="
          + plan.id());
    }
    if (owner != null) {
      return Optional.of("belongs to migration " + owner);
    }
    return found.sizeBytes() > EMPTY_BYTES
        ? Optional.of("is not empty: EFS meters " + found.sizeBytes() + " bytes")
        : Optional.empty();
  }

  private static String spread(Optional<?> oneZone) {
    return oneZone.map(zone -> "in " + zone + " alone").orElse("spread over all zones");
  }
}
