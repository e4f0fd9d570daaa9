package io.efsmigrator.stage;

import io.efsmigrator.efs.AccessPointId;
import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemPolicy;
import io.efsmigrator.efs.FileSystemSettings;
import io.efsmigrator.efs.LifecycleRule;
import io.efsmigrator.efs.LifecycleRule.Transition;
import io.efsmigrator.efs.ResourceTags;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.CarryOver.Part;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One look at everything that the source has besides data and the target has not yet.
 *
 * <p>Each part is compared, ordered if it differs, and read back; whatever is not as wanted then ends
 * the look, and the next one begins from the top. The policy comes last: it names access points, and
 * from then on it also decides about the calls of this program.
 */
final class Furnishing {

  /** How long an order may need to be seen everywhere; asked so seldom, because it is repeated. */
  static final Duration READ_BACK = Duration.ofSeconds(10);

  /** The first look after an order whose effect takes a moment. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private final MigrationPlan plan;
  private final FileSystem source;
  private final FileSystem target;
  private final FileSystemSettings settings;
  private final CarriedAccessPoints accessPoints;
  private final List<String> carried = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  Furnishing(MigrationPlan plan, FileSystem source, FileSystem target,
      FileSystemSettings settings, AccessPoints accessPoints) {
    this.plan = plan;
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.accessPoints = new CarriedAccessPoints(plan, target.id(), accessPoints);
  }

  /** What is still to be waited for or in the way; empty once the target has everything. */
  Optional<StageOutcome> bring(Map<String, String> tags) {
    return tags(tags).or(this::lifecycle).or(this::backup).or(this::accessPoints)
        .or(this::policy);
  }

  private Optional<StageOutcome> tags(Map<String, String> ordered) {
    Map<String, String> wanted = new HashMap<>(ordered);
    if (plan.target().origin().existing().isPresent() && target.name().isPresent()) {
      // Somebody has named it; the plan's name is for one that is created.
      wanted.remove(FileSystem.NAME_TAG);
    }
    Map<String, String> missing = ResourceTags.missing(wanted, target.tags());
    if (!missing.isEmpty()) {
      settings.tag(target.id(), missing);
      return Optional.of(new Waiting("the tags of " + target.id() + " are not all there yet",
          CreateFileSystem.POLL));
    }
    if (included(Part.TAGS)) {
      carried.add("tags");
    }
    return Optional.empty();
  }

  private Optional<StageOutcome> lifecycle() {
    if (!included(Part.LIFECYCLE)) {
      return Optional.empty();
    }
    Set<LifecycleRule> wanted = new TreeSet<>(settings.lifecycle(source.id()));
    if (target.throughput().mode() != ThroughputMode.ELASTIC
        && wanted.removeIf(rule -> rule.transition() == Transition.TO_ARCHIVE)) {
      findings.add(Finding.warn("not carried over",
          "the rule that moves files to Archive: that exists with Elastic throughput only",
          "Nothing, or choose a target with performance-mode generalPurpose, Elastic."));
    }
    if (!settings.lifecycle(target.id()).equals(wanted)) {
      settings.setLifecycle(target.id(), wanted);
      if (!settings.lifecycle(target.id()).equals(wanted)) {
        return notYet("the lifecycle rules of " + target.id() + " are not as ordered yet");
      }
    }
    carried.add(wanted.isEmpty() ? "no lifecycle rules" : "lifecycle " + wanted);
    return Optional.empty();
  }

  private Optional<StageOutcome> backup() {
    if (!included(Part.BACKUP_POLICY)) {
      return Optional.empty();
    }
    return switch (settings.backupPolicy(source.id())) {
      case ENABLED, ENABLING -> backupOfTarget();
      case DISABLED, DISABLING -> {
        // A backup that the target has beyond the source does no harm.
        carried.add("no automatic backup");
        yield Optional.empty();
      }
      case UNKNOWN -> Optional.of(new Waiting(
          "the backup policy of " + source.id() + " is in a state never heard of",
          CreateFileSystem.POLL));
    };
  }

  private Optional<StageOutcome> backupOfTarget() {
    return switch (settings.backupPolicy(target.id())) {
      case ENABLED -> {
        carried.add("automatic backup");
        yield Optional.empty();
      }
      case ENABLING, DISABLING, UNKNOWN -> Optional.of(new Waiting(
          "automatic backup of " + target.id() + " is not on yet", CreateFileSystem.POLL));
      case DISABLED -> {
        settings.enableBackup(target.id());
        yield Optional.of(new Waiting("automatic backup of " + target.id() + " is being enabled",
            FIRST_LOOK));
      }
    };
  }

  private Optional<StageOutcome> accessPoints() {
    if (!included(Part.ACCESS_POINTS)) {
      return Optional.empty();
    }
    Optional<StageOutcome> unfinished = accessPoints.bring();
    if (unfinished.isEmpty()) {
      carried.add(accessPoints.summary());
      findings.addAll(accessPoints.findings());
    }
    return unfinished;
  }

  private Optional<StageOutcome> policy() {
    if (!included(Part.POLICY)) {
      return Optional.empty();
    }
    Optional<FileSystemPolicy> ofSource = settings.policy(source.id());
    Optional<FileSystemPolicy> found = settings.policy(target.id());
    if (ofSource.isEmpty()) {
      found.ifPresent(_ -> findings.add(Finding.warn("policy",
          target.id() + " has a file system policy, the source has none",
          "Make sure that it lets the nodes in.")));
      carried.add("no policy");
      return Optional.empty();
    }
    if (!plan.target().carryOver().includes(Part.ACCESS_POINTS)
        && !ofSource.get().accessPoints().isEmpty()) {
      return Optional.of(Blocked.failed("the policy of the source names access points "
          + ofSource.get().accessPoints() + ", which are not carried over",
          "Carry over both or neither: target.carry-over.access-points, .policy."));
    }
    FileSystemPolicy wanted = ofSource.get().withIds(ids());
    if (!found.equals(Optional.of(wanted))) {
      Optional<StageOutcome> refused = put(wanted);
      if (refused.isPresent()) {
        return refused;
      }
    }
    if (!wanted.speaksOfRoot()) {
      findings.add(Finding.warn("policy",
          "the policy carried over grants nobody ClientRootAccess: root on the copy host may be"
              + " nobody to the target, and then files cannot be given their owners",
          "If the copy fails with permission errors, allow it there until the end."));
    }
    carried.add("policy");
    return Optional.empty();
  }

  private Map<String, String> ids() {
    Map<String, String> ids = new HashMap<>();
    ids.put(source.id().value(), target.id().value());
    for (Map.Entry<AccessPointId, AccessPointId> pair : accessPoints.counterparts().entrySet()) {
      ids.put(pair.getKey().value(), pair.getValue().value());
    }
    return ids;
  }

  private Optional<StageOutcome> put(FileSystemPolicy wanted) {
    try {
      settings.setPolicy(target.id(), wanted);
    } catch (EfsException e) {
      if (e.kind() != EfsException.Kind.BAD_REQUEST) {
        throw e;
      }
      return Optional.of(Blocked.failed("EFS refuses the policy of the source for the target: "
          + e.getMessage(),
          "Let it allow this role to change the policy, or set it by hand and switch off"
              + " target.carry-over.policy."));
    }
    return settings.policy(target.id()).equals(Optional.of(wanted))
        ? Optional.empty()
        : notYet("the policy of " + target.id() + " is not as ordered yet");
  }

  private boolean included(Part part) {
    if (plan.target().carryOver().includes(part)) {
      return true;
    }
    findings.add(Finding.warn("not carried over", part.key() + ", as the migration file says",
        "Set it on the target by hand if it is needed."));
    return false;
  }

  private static Optional<StageOutcome> notYet(String reason) {
    return Optional.of(new Waiting(reason, READ_BACK));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  String summary() {
    return carried.isEmpty()
        ? "nothing carried over"
        : "carried over: " + String.join(", ", carried);
  }
}
