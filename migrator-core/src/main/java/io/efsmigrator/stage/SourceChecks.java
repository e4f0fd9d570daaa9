package io.efsmigrator.stage;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.efs.Metrics;
import io.efsmigrator.efs.Standing;
import io.efsmigrator.efs.Standings;
import io.efsmigrator.plan.MigrationPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked about the source besides its description: its age, replication, metrics.
 *
 * <p>A question that is not allowed is a finding, not a failure: neither needs an answer to migrate
 * safely, except whether somebody replicates onto the source, which would be overwritten data.
 */
final class SourceChecks {

  /** Mount targets made before have the higher latency of their time (EFS user guide). */
  private static final Instant FASTER_SINCE = Instant.parse("2022-12-17T00:00:00Z");

  private final Standings standings;
  private final Metrics metrics;
  private final Clock clock;

  SourceChecks(Standings standings, Metrics metrics, Clock clock) {
    this.standings = standings;
    this.metrics = metrics;
    this.clock = clock;
  }

  List<Finding> look(MigrationPlan plan, Optional<FileSystem> source) {
    if (source.isEmpty()) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    try {
      found.addAll(standing(standings.of(source.get().id())));
    } catch (EfsException e) {
      found.add(unanswered("replication", "whether the source is replicated", e));
    }
    try {
      FileSystemLoad load = metrics.load(source.get().id());
      found.addAll(MetricsAdvice.of(plan, source.get(), load, clock.instant()));
    } catch (EfsException e) {
      found.add(unanswered("limit", "what the source's metrics say", e));
      MetricsAdvice.credits(plan, source.get(), FileSystemLoad.UNKNOWN).ifPresent(found::add);
    }
    return found;
  }

  private static List<Finding> standing(Standing standing) {
    List<Finding> found = new ArrayList<>();
    found.add(switch (standing.replication()) {
      case NONE -> Finding.ok("replication", "the source is not replicated");
      case SOURCE -> Finding.block("replication",
          "the source is replicated: its copy would go on following the source after the cutover",
          "Delete the replication, and set it up from the target afterwards.");
      case DESTINATION -> Finding.block("replication",
          "the source is the read-only destination of a replication",
          "Name the file system that the nodes write to.");
    });
    standing.createdAt().filter(at -> at.isBefore(FASTER_SINCE))
        .ifPresent(at -> found.add(Finding.warn("age", "the source was made at " + at
            + ", before the lower latency of 2022-12-17: mount targets of that age keep the higher"
            + " one",
            "To mend latency alone, recreate its mount targets; no migration is needed.")));
    return found;
  }

  private static Finding unanswered(String topic, String what, EfsException e) {
    return switch (e.kind().reaction()) {
      case GIVE_UP -> Finding.warn(topic, what + " is not known: " + e.getMessage(),
          "Allow the action (docs/iam/README.md), or look in the console.");
      // Throttled or unreachable: preflight as a whole is asked again.
      case LOOK_AGAIN_LATER, LOOK_NOW, OWE -> throw e;
    };
  }
}
