package io.efsmigrator.stage;

import io.efsmigrator.efs.AccessPoint;
import io.efsmigrator.efs.AccessPointId;
import io.efsmigrator.efs.AccessPointShape;
import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.NewAccessPoint;
import io.efsmigrator.efs.ResourceTags;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gives the target a counterpart of every access point of the source.
 *
 * <p>The client token of a counterpart follows from the migration and the source's access point, so a
 * restart finds it and EFS refuses a second one. Ids cannot be kept: clients that mount by access
 * point have to be told the new one, which is why the pairs are kept in the history.
 */
final class CarriedAccessPoints {

  /** More would not fit into the description of a step; all of them are among the findings. */
  private static final int SHOWN = 10;

  private final MigrationPlan plan;
  private final FileSystemId target;
  private final AccessPoints accessPoints;
  private final Map<AccessPointId, AccessPointId> counterparts = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  CarriedAccessPoints(MigrationPlan plan, FileSystemId target, AccessPoints accessPoints) {
    this.plan = plan;
    this.target = target;
    this.accessPoints = accessPoints;
  }

  /** What is still to be waited for or in the way; empty once every one has its counterpart. */
  Optional<StageOutcome> bring() {
    List<AccessPoint> ofSource = living(plan.id().source());
    Map<CreationToken, AccessPoint> there = new HashMap<>();
    if (!ofSource.isEmpty()) {
      living(target).forEach(found -> there.put(found.clientToken(), found));
    }
    int pending = 0;
    for (AccessPoint original : ofSource) {
      AccessPoint found = there.get(plan.id().tokenFor(original.id()));
      if (found == null) {
        create(original);
        pending++;
        continue;
      }
      Optional<StageOutcome> trouble = trouble(original, found);
      if (trouble.isPresent()) {
        return trouble;
      }
      switch (found.state()) {
        case CREATING, UPDATING, UNKNOWN -> pending++;
        case AVAILABLE, DELETING, DELETED, ERROR -> pair(original, found);
      }
    }
    return pending == 0
        ? Optional.empty()
        : Optional.of(new Waiting(pending + " of " + ofSource.size()
            + " access points of " + target + " are not available yet", CreateFileSystem.POLL));
  }

  /** Those that are there or will be; one on its way out is nobody's door any more. */
  private List<AccessPoint> living(FileSystemId fileSystem) {
    return accessPoints.accessPoints(fileSystem).stream().filter(point -> switch (point.state()) {
      case CREATING, AVAILABLE, UPDATING, UNKNOWN, ERROR -> true;
      case DELETING, DELETED -> false;
    }).toList();
  }

  private void create(AccessPoint original) {
    AccessPointShape shape = original.shape();
    accessPoints.createAccessPoint(new NewAccessPoint(target,
        plan.id().tokenFor(original.id()), new AccessPointShape(shape.path(), shape.user(),
            shape.creation(), ResourceTags.carriable(shape.tags()))));
  }

  private static Optional<StageOutcome> trouble(AccessPoint original, AccessPoint found) {
    if (!found.shape().opensLike(original.shape())) {
      return Optional.of(Blocked.refused(
          found + " was made for " + original.id() + " but has another path, user or owner",
          "Delete it in the console, then restart: it is made anew."));
    }
    return switch (found.state()) {
      case ERROR -> Optional.of(Blocked.failed(found + " will not become available",
          "Delete it in the console, then restart: it is made anew."));
      case CREATING, AVAILABLE, UPDATING, UNKNOWN, DELETING, DELETED -> Optional.empty();
    };
  }

  private void pair(AccessPoint original, AccessPoint found) {
    counterparts.put(original.id(), found.id());
    findings.add(Finding.ok("access point",
        original.id() + " (" + original.shape().path() + ") -> " + found.id()));
  }

  /** By access point of the source; complete once {@link #bring} has nothing left to say. */
  Map<AccessPointId, AccessPointId> counterparts() {
    return counterparts;
  }

  List<Finding> findings() {
    return findings;
  }

  String summary() {
    if (counterparts.isEmpty()) {
      return "no access points";
    }
    String pairs = counterparts.entrySet().stream().limit(SHOWN)
        .map(pair -> pair.getKey() + " -> " + pair.getValue())
        .collect(Collectors.joining(", "));
    return "access points " + pairs
        + (counterparts.size() > SHOWN ? " and " + (counterparts.size() - SHOWN) + " more" : "");
  }
}
