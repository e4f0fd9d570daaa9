package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountFileSystemsTests {

  private static final MigrationPlan PLAN = Plans.ofGuide();

  private final World world = World.withTarget();
  private final List<String> marked = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();
  private final Stage stage = new MountFileSystems(world.cluster, world.mounts,
      world.fileSystems, (plan, target) -> {
        marked.add(target.value());
        return refusal;
      });

  @BeforeEach
  void mountTheSource() {
    world.mounts.mounted.put(PLAN.sourceRoot(), Plans.SOURCE);
  }

  @Test
  void mountsTheTargetByItsNameAndMarksIt() {
    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.mounts.mounts).containsExactly(World.TARGET_NAME + " /mnt/efs-target");
    assertThat(marked).containsExactly("fs-0000000b");
  }

  @Test
  void keepsAMountThatIsThere() {
    world.mounts.mounted.put(PLAN.targetRoot(), World.TARGET);

    assertThat(stage.run(PLAN)).isInstanceOf(Completed.class);
    assertThat(world.mounts.mounts).isEmpty();
  }

  @Test
  void refusesAnotherFileSystemAtTheTargetPath() {
    world.mounts.mounted.put(PLAN.targetRoot(), Plans.SOURCE);

    refuses("a mount of fs-0000000a");
    assertThat(world.mounts.mounts).isEmpty();
  }

  @Test
  void refusesASourcePathThatIsNotTheSource() {
    world.mounts.mounted.remove(PLAN.sourceRoot());

    refuses("nothing is mounted there");
    assertThat(world.mounts.mounts).isEmpty();
  }

  @Test
  void trustsNoMountItHasNotSeen() {
    world.mounts.insteadOf = Optional.of(Plans.SOURCE);

    refuses("a mount of fs-0000000a");
  }

  @Test
  void refusesToCopyOnANodeThatBecameTheBackup() {
    world.primary.role = NodeRole.BACKUP;

    refuses("is not the Primary");
    assertThat(world.mounts.mounts).isEmpty();
  }

  @Test
  void refusesATargetThatCannotBeClaimed() {
    refusal = Optional.of("it is not empty");

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.reason()).contains("it is not empty"));
  }

  @Test
  void blocksOnAMountThatFails() {
    world.mounts.failure = Optional.of(new Mounts.MountFailed("mount: unknown host"));

    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.FAILED);
      assertThat(blocked.reason()).contains("unknown host");
    });
    assertThat(marked).isEmpty();
  }

  private void refuses(String why) {
    assertThat(stage.run(PLAN)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.REFUSED);
      assertThat(blocked.reason()).contains(why);
    });
    assertThat(marked).isEmpty();
  }
}
