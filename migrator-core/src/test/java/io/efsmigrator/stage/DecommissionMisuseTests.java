package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.ClientConnections.Observed;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that could make the deletion hit something that is needed. Each goes straight at the
 * stages that delete, as if the check before them had been skipped: nothing may be ordered.
 */
class DecommissionMisuseTests {

  private static final FileSystemId STRANGER = new FileSystemId("fs-0000000c");

  private static Map<String, Consumer<SourceToDelete>> misuses() {
    Map<String, Consumer<SourceToDelete>> all = new LinkedHashMap<>();
    typed(all);
    history(all);
    users(all);
    identities(all);
    all.put("nothing said about a backup", it -> it.backup = Optional.empty());
    all.put("a replication", it -> it.replication = Optional.of("to eu-west-1, ENABLED"));
    all.put("the lease is lost", it -> it.guard = () -> {
      throw new CopyStoppedException("the lease was lost");
    });
    return all;
  }

  private static void typed(Map<String, Consumer<SourceToDelete>> all) {
    all.put("no confirmation", it -> it.typed = Optional.empty());
    all.put("an empty confirmation", it -> it.typed = Optional.of(""));
    all.put("the word yes", it -> it.typed = Optional.of("yes"));
    all.put("another file system's id", it -> it.typed = Optional.of(STRANGER.value()));
    all.put("the target's id", it -> it.typed = Optional.of(World.TARGET.value()));
    all.put("the id in capitals", it -> it.typed = Optional.of("FS-0000000A"));
    all.put("the id with a space before", it -> it.typed = Optional.of(" " + SOURCE));
    all.put("the id with a newline after", it -> it.typed = Optional.of(SOURCE + "\n"));
    all.put("a part of the id", it -> it.typed = Optional.of("fs-0000000"));
    all.put("more than the id", it -> it.typed = Optional.of(SOURCE + "0"));
    all.put("the id's DNS name", it -> it.typed = Optional.of(World.SOURCE_NAME.value()));
    all.put("the migration's id", it -> it.typed = Optional.of(it.plan.id().toString()));
  }

  private static void history(Map<String, Consumer<SourceToDelete>> all) {
    for (GuideStage stage : new GuideStage[]{GuideStage.VERIFY, GuideStage.FINAL_PASS,
      GuideStage.SWITCH_PRIMARY, GuideStage.SWITCH_BACKUP, GuideStage.SET_NORMAL}) {
      all.put(stage.stepName() + " has not completed", it -> it.completed.remove(stage));
    }
    all.put("a migration that never ran", it -> {
      it.completed.clear();
      it.notedTarget = Optional.empty();
    });
  }

  private static void users(Map<String, Consumer<SourceToDelete>> all) {
    all.put("the Primary uses the source",
        it -> it.world.primary.endpoint = Optional.of(World.SOURCE_NAME));
    all.put("the Backup uses the source",
        it -> it.world.backup.endpoint = Optional.of(World.SOURCE_NAME));
    all.put("a node uses a third file system",
        it -> it.world.backup.endpoint = Optional.of(STRANGER.dnsName(it.plan.region())));
    all.put("a node does not tell what it uses",
        it -> it.world.backup.endpoint = Optional.empty());
    all.put("a node does not answer", it -> it.world.backup.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route")));
    all.put("a client right now",
        it -> it.observed = new Observed(true, Optional.of(SourceToDelete.NOW)));
    all.put("a client a second before the soak time was over", it -> it.observed = new Observed(
        true, Optional.of(SourceToDelete.NOW.minus(Duration.ofHours(24)).plusSeconds(1))));
    all.put("no count of clients at all",
        it -> it.observed = new Observed(false, Optional.empty()));
  }

  private static void identities(Map<String, Consumer<SourceToDelete>> all) {
    all.put("the file names the target as source", it -> {
      it.plan = of(it.plan, new MigrationId(it.plan.id().name(), World.TARGET));
      it.typed = Optional.of(World.TARGET.value());
    });
    all.put("the source bears the token of the migration", it -> {
      it.world.fileSystems.remove(World.TARGET);
      it.world.fileSystems.put(with(World.source(), it.plan.id().creationToken(), Map.of()));
    });
    all.put("the source bears the tag of the migration",
        it -> it.world.fileSystems.put(with(World.source(), World.source().creationToken(),
            Map.of(CreateFileSystem.MIGRATION_TAG, it.plan.id().toString()))));
    all.put("the history noted the source as target", it -> it.notedTarget = Optional.of(SOURCE));
    all.put("the target is gone", it -> it.world.fileSystems.remove(World.TARGET));
    all.put("the target is being deleted", it -> it.world.fileSystems.put(FakeFileSystems.with(
        World.target(), LifeCycleState.DELETING, World.target().throughput())));
    all.put("another file system bears the target's token", it -> {
      it.world.fileSystems.remove(World.TARGET);
      FileSystem target = World.target();
      it.world.fileSystems.put(new FileSystem(STRANGER, target.creationToken(), target.state(),
          target.performanceMode(), target.throughput(), target.encryption(), target.oneZone(), 0,
          target.tags()));
    });
    all.put("somebody else deletes the source", it -> it.world.fileSystems.put(FakeFileSystems
        .with(World.source(), LifeCycleState.DELETING, World.source().throughput())));
    all.put("the source was never there", it -> it.world.fileSystems.remove(SOURCE));
    all.put("the source is still being changed", it -> it.world.fileSystems.put(FakeFileSystems
        .with(World.source(), LifeCycleState.UPDATING, World.source().throughput())));
  }

  static Stream<String> names() {
    return misuses().keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void deletesNothing(String misuse) {
    for (boolean withMountTargets : new boolean[]{true, false}) {
      SourceToDelete it = new SourceToDelete();
      if (!withMountTargets) {
        removeMountTargets(it);
      }
      misuses().getOrDefault(misuse, _ -> {}).accept(it);

      for (DeleteSource.Part part : DeleteSource.Part.values()) {
        assertThat(it.delete(part).run(it.plan)).isNotInstanceOf(Completed.class);
      }
      assertThat(it.removal.orders()).isEmpty();
    }
  }

  @Test
  void wouldHaveDeletedWithoutTheMisuse() {
    SourceToDelete it = new SourceToDelete();
    removeMountTargets(it);

    it.delete(DeleteSource.Part.FILE_SYSTEM).run(it.plan);
    assertThat(it.removal.orders()).containsExactly("fileSystem " + SOURCE);
    assertThat(misuses()).hasSizeGreaterThan(20);
  }

  @Test
  void stopsInTheMiddleWhenANodeGoesBackToTheSource() {
    SourceToDelete it = new SourceToDelete();
    it.delete(DeleteSource.Part.MOUNT_TARGETS).run(it.plan);
    it.removal.settle();
    it.world.backup.endpoint = Optional.of(World.SOURCE_NAME);

    it.delete(DeleteSource.Part.FILE_SYSTEM).run(it.plan);
    assertThat(it.removal.orders()).doesNotContain("fileSystem " + SOURCE);
  }

  @Test
  void asksForTheTypedIdAgainAfterTheDeletionHasBegun() {
    SourceToDelete it = new SourceToDelete();
    it.delete(DeleteSource.Part.MOUNT_TARGETS).run(it.plan);
    it.removal.settle();
    it.typed = Optional.of(World.TARGET.value());

    assertThat(it.check().run(it.plan)).isInstanceOf(StageOutcome.Blocked.class);
    it.delete(DeleteSource.Part.FILE_SYSTEM).run(it.plan);
    assertThat(it.removal.orders()).doesNotContain("fileSystem " + SOURCE);
  }

  @Test
  void leavesAMountTargetOfAnotherFileSystemAlone() {
    SourceToDelete it = new SourceToDelete();
    it.delete(DeleteSource.Part.MOUNT_TARGETS).run(it.plan);

    assertThat(it.removal.orders()).containsExactlyInAnyOrder("mountTarget fsmt-0000000e",
        "mountTarget fsmt-0000000f");
  }

  private static void removeMountTargets(SourceToDelete it) {
    for (String id : new String[]{"fsmt-0000000e", "fsmt-0000000f"}) {
      it.world.fileSystems.put(new MountTarget(new MountTargetId(id), SOURCE, World.EAST_SUBNET,
          it.plan.primary().zone(), LifeCycleState.DELETED, ""), Set.of());
    }
  }

  private static MigrationPlan of(MigrationPlan it, MigrationId id) {
    return new MigrationPlan(id, it.region(), it.sourceRoot(), it.targetRoot(), it.target(),
        it.nodes(), it.copyHost(), it.cluster(), it.copy(), it.verify(), it.cutover());
  }

  private static FileSystem with(FileSystem it, CreationToken token, Map<String, String> tags) {
    return new FileSystem(it.id(), token, it.state(), it.performanceMode(), it.throughput(),
        it.encryption(), it.oneZone(), it.sizeBytes(), tags);
  }
}
