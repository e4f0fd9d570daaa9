package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Which IAM action each stage needs. {@code docs/iam/migrate.json} grants these, and a test compares
 * both with what a whole run really called.
 */
public final class AwsCalls {

  /** Whether an action can be tried without changing anything. EFS has no dry run for the others. */
  public enum Trial {
    /** Preflight itself calls it, and reports a refusal. */
    BY_PREFLIGHT,
    /** A read that preflight has no object for yet. */
    ONLY_LATER,
    /** It changes something: only doing it tells. */
    BY_DOING
  }

  /** One action and who needs it. */
  public record Call(String action, Trial trial, List<GuideStage> stages) {

    public Call {
      stages = List.copyOf(stages);
    }
  }

  private static final List<Call> ALL = List.of(
      new Call("elasticfilesystem:DescribeFileSystems", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.CREATE_FILE_SYSTEM,
              GuideStage.AWAIT_MOUNT_TARGETS, GuideStage.RAISE_THROUGHPUT, GuideStage.MOUNT_TARGET,
              GuideStage.QUIESCE, GuideStage.SWITCH_PRIMARY, GuideStage.SWITCH_BACKUP,
              GuideStage.SET_NORMAL, GuideStage.LOWER_THROUGHPUT)),
      new Call("elasticfilesystem:DescribeMountTargets", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("elasticfilesystem:DescribeMountTargetSecurityGroups", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("elasticfilesystem:DescribeReplicationConfigurations", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT)),
      new Call("ec2:DescribeSubnets", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("ec2:DescribeSecurityGroups", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("ec2:DescribeAddresses", Trial.BY_PREFLIGHT,
          List.of(GuideStage.PREFLIGHT, GuideStage.UPGRADE_PRIMARY, GuideStage.MOUNT_TARGET,
              GuideStage.QUIESCE, GuideStage.SWITCH_PRIMARY, GuideStage.UPGRADE_BACKUP,
              GuideStage.SWITCH_BACKUP)),
      new Call("cloudwatch:GetMetricData", Trial.BY_PREFLIGHT, List.of(GuideStage.PREFLIGHT)),
      new Call("elasticfilesystem:CreateFileSystem", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:TagResource", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:DescribeLifecycleConfiguration", Trial.ONLY_LATER,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:DescribeBackupPolicy", Trial.ONLY_LATER,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:DescribeFileSystemPolicy", Trial.ONLY_LATER,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:DescribeAccessPoints", Trial.ONLY_LATER,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:PutLifecycleConfiguration", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:PutBackupPolicy", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:PutFileSystemPolicy", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:CreateAccessPoint", Trial.BY_DOING,
          List.of(GuideStage.CREATE_FILE_SYSTEM)),
      new Call("elasticfilesystem:ModifyMountTargetSecurityGroups", Trial.BY_DOING,
          List.of(GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("elasticfilesystem:CreateMountTarget", Trial.BY_DOING,
          List.of(GuideStage.AWAIT_MOUNT_TARGETS)),
      new Call("elasticfilesystem:UpdateFileSystem", Trial.BY_DOING,
          List.of(GuideStage.RAISE_THROUGHPUT, GuideStage.LOWER_THROUGHPUT)));

  private AwsCalls() {}

  /** All of them, in the order of their first use. */
  public static List<Call> all() {
    return ALL;
  }

  /** What could be tried and what could not, for a plan. Reached only if the trials went well. */
  static Finding finding(MigrationPlan plan) {
    SequencedMap<Trial, List<String>> actions = new LinkedHashMap<>();
    for (Call call : ALL) {
      boolean throughputOnly = call.stages()
          .equals(List.of(GuideStage.RAISE_THROUGHPUT, GuideStage.LOWER_THROUGHPUT));
      if (!throughputOnly || plan.target().raise().isPresent()) {
        actions.computeIfAbsent(call.trial(), _ -> new ArrayList<>()).add(call.action());
      }
    }
    return Finding.warn("permissions",
        "reading was tried; AWS does not tell without doing it whether this is allowed: "
            + actions.getOrDefault(Trial.BY_DOING, List.of()).stream()
                .collect(Collectors.joining(", ")),
        "Give the role the policy docs/iam/migrate.json.");
  }
}
