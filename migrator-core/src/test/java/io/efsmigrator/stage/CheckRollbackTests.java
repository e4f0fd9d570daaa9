package io.efsmigrator.stage;

import static io.efsmigrator.plan.Plans.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.stage.RollbackRecord.Begun;
import io.efsmigrator.stage.RollbackRecord.Reverse;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckRollbackTests {

  private static final FileSystemId STRANGER = new FileSystemId("fs-0000000c");

  private final ClusterToReturn it = new ClusterToReturn();

  private StageOutcome run() {
    return it.check().run(it.plan);
  }

  @Test
  void notesThatTheRollbackBeginsAndThatTheTargetHasRecordingsOfItsOwn() {
    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.begun).contains(new Begun(Reverse.NEEDED, World.TARGET, "alice"));
    assertThat(it.world.cluster.orders()).isEmpty();
  }

  @Test
  void hasNothingToBringBackIfNoNodeWasEverToldToLeaveTheSource() {
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    it.everSwitched = false;
    it.world.notes.proof = Optional.empty();

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.begun).map(Begun::reverse).contains(Reverse.NEEDLESS);
  }

  @Test
  void comparesIfANodeWasToldToLeaveTheSourceAndNoneHas() {
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.begun).map(Begun::reverse).contains(Reverse.COMPARED);
  }

  @Test
  void bringsBackAlsoIfSomebodyElseSwitchedANode() {
    it.everSwitched = false;

    run();
    assertThat(it.begun).map(Begun::reverse).contains(Reverse.NEEDED);
  }

  @Test
  void takesACrippledNodeForAReasonToGoBack() {
    it.world.primary.health = new NodeHealth.Broken("I/O wait");

    assertThat(run()).isInstanceOf(Completed.class);
    assertThat(it.world.notes.topics(Finding.Level.WARN)).containsExactly("health");
  }

  @Test
  void asksForTheIdOnlyUntilItHasBegun() {
    run();
    it.typed = Optional.empty();
    assertThat(run()).isInstanceOf(Completed.class);

    it.typed = Optional.of(SOURCE.value());
    assertThat(run()).isInstanceOf(Blocked.class);
  }

  @Test
  void goesOnWhenTheTargetIsGoneButProvedToBeOnTheSource() {
    run();
    it.world.fileSystems.remove(World.TARGET);
    assertThat(run()).isInstanceOf(Blocked.class);

    it.reverseProof = Optional.of("no difference");
    it.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
    assertThat(run()).isInstanceOf(Completed.class);
  }

  @Test
  void waitsForASourceThatIsUpdatingAndANodeThatDoesNotAnswer() {
    it.world.fileSystems.put(FakeFileSystems.with(World.source(), LifeCycleState.UPDATING,
        World.source().throughput()));
    assertThat(run()).isInstanceOf(Waiting.class);

    it.world.fileSystems.put(World.source());
    it.world.backup.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route"));
    assertThat(run()).isInstanceOf(Waiting.class);
    assertThat(it.begun).isEmpty();
  }

  @Test
  void onlyLooksWhenItIsAskedTo() {
    assertThat(it.check().lookOnly(it.plan)).isInstanceOf(Completed.class);
    assertThat(it.begun).isEmpty();
  }

  @Test
  void rehearsesWithoutAnIdButNotWithAWrongOne() {
    it.typed = Optional.empty();
    assertThat(it.check().lookOnly(it.plan)).isInstanceOf(Blocked.class);
    assertThat(it.check().rehearse(it.plan)).isInstanceOf(Completed.class);

    it.typed = Optional.of(SOURCE.value());
    assertThat(it.check().rehearse(it.plan)).isInstanceOf(Blocked.class);
    assertThat(it.begun).isEmpty();
  }

  private static Map<String, Consumer<ClusterToReturn>> refusals() {
    Map<String, Consumer<ClusterToReturn>> all = new LinkedHashMap<>();
    all.put("nothing typed", each -> each.typed = Optional.empty());
    all.put("the source's id typed", each -> each.typed = Optional.of(SOURCE.value()));
    all.put("the id in capitals", each -> each.typed = Optional.of("FS-0000000B"));
    all.put("a space behind the id", each -> each.typed = Optional.of(World.TARGET + " "));
    all.put("no target was ever marked", each -> {
      each.notedTarget = Optional.empty();
      each.world.fileSystems.remove(World.TARGET);
    });
    all.put("the cutover has not begun", each -> each.world.notes.cutoverBegun = false);
    all.put("the deletion of the source has begun", each -> each.deletionBegun = true);
    all.put("the source is gone", each -> each.world.fileSystems.remove(SOURCE));
    all.put("the source is being deleted", each -> each.world.fileSystems.put(FakeFileSystems
        .with(World.source(), LifeCycleState.DELETING, World.source().throughput())));
    all.put("the target is gone", each -> each.world.fileSystems.remove(World.TARGET));
    all.put("another file system was copied to",
        each -> each.notedTarget = Optional.of(STRANGER));
    all.put("the final pass was never proved", each -> each.world.notes.proof = Optional.empty());
    all.put("the Backup alone uses the target", each -> {
      each.world.primary.endpoint = Optional.of(World.SOURCE_NAME);
      each.world.backup.endpoint = Optional.of(World.TARGET_NAME);
    });
    all.put("the cluster has failed over", each -> {
      each.world.primary.role = NodeRole.BACKUP;
      each.world.backup.role = NodeRole.PRIMARY;
    });
    all.put("a node does not tell its role", each -> each.world.backup.role = NodeRole.UNKNOWN);
    all.put("a node uses a third file system",
        each -> each.world.backup.endpoint = Optional.of(STRANGER.dnsName(each.plan.region())));
    all.put("a node does not tell what it uses",
        each -> each.world.backup.endpoint = Optional.empty());
    return all;
  }

  static Stream<String> names() {
    return refusals().keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void refusesAndNotesNothing(String why) {
    refusals().getOrDefault(why, _ -> {}).accept(it);

    assertThat(run()).isInstanceOfSatisfying(Blocked.class,
        blocked -> assertThat(blocked.severity()).isEqualTo(Severity.REFUSED));
    assertThat(it.begun).isEmpty();
    assertThat(it.world.cluster.orders()).isEmpty();
    assertThat(it.world.backup.writers).isEqualTo(WriterState.QUIESCED);
  }
}
