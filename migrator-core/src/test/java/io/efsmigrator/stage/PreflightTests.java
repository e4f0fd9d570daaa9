package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.stage.StageOutcome.Blocked;
import io.efsmigrator.stage.StageOutcome.Completed;
import io.efsmigrator.stage.StageOutcome.Severity;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreflightTests {

  private final World world = new World();
  private final Stage stage = new Preflight(world.questions(), world.cluster, world.mounts,
      world.notes, world.notes);
  private MigrationPlan plan = Plans.ofGuide();

  @BeforeEach
  void mountTheSource(@TempDir Path directory) {
    plan = Plans.withSourceRoot(directory);
    world.mounts.mounted.put(directory, Plans.SOURCE);
  }

  @Test
  void passesOnAHealthyCluster() {
    assertThat(stage.run(plan)).isInstanceOf(Completed.class);
    assertThat(world.notes.topics(Finding.Level.BLOCK)).isEmpty();
    assertThat(world.notes.topics(Finding.Level.OK)).contains("role", "health", "endpoint",
        "copy host", "mount", "source", "security groups", "mount targets", "space", "size");
  }

  @Test
  void ordersNothing() {
    stage.run(plan);

    assertThat(world.fileSystems.orders()).isEmpty();
    assertThat(world.cluster.orders()).isEmpty();
    assertThat(world.mounts.mounts).isEmpty();
  }

  @Test
  void saysOnceThatMaxIoIsAModeOfThePastAndWhatWasNotChecked() {
    stage.run(plan);

    assertThat(world.notes.findings).filteredOn(finding -> finding.text().contains("previous-gen"))
        .hasSize(1);
    assertThat(world.notes.topics(Finding.Level.WARN)).contains("not checked");
  }

  @Test
  void blocksOnABrokenNode() {
    world.backup.health = new NodeHealth.Broken("cluster-agent: ERROR cannot sync");

    blocks("ERROR cannot sync");
  }

  @Test
  void blocksOnANodeWhoseHealthIsUnclear() {
    world.primary.health = new NodeHealth.Unclear("log is empty");

    blocks("log is empty");
  }

  @Test
  void passesARestartDuringTheCutoverThatSilencedTheNodes() {
    world.primary.health = new NodeHealth.Unclear("agent stopped");
    world.primary.writers = WriterState.QUIESCED;
    world.notes.cutoverBegun = true;

    assertThat(stage.run(plan)).isInstanceOf(Completed.class);
    assertThat(world.notes.topics(Finding.Level.WARN)).contains("health");
  }

  @Test
  void blocksWhenTheRolesAreSwapped() {
    world.primary.role = NodeRole.BACKUP;
    world.backup.role = NodeRole.PRIMARY;

    blocks("node node-a should be the Primary and is the Backup");
  }

  @Test
  void blocksOnTwoPrimaries() {
    world.backup.role = NodeRole.PRIMARY;

    blocks("2 nodes say that they are the Primary");
  }

  @Test
  void blocksOnARoleThatIsNotTold() {
    world.primary.role = NodeRole.UNKNOWN;

    blocks("does not tell its role");
  }

  @Test
  void blocksOnASilentNodeAndStillTellsAboutTheOther() {
    world.backup.silence = Optional
        .of(new NodeException(NodeException.Kind.UNREACHABLE, "no route to host"));

    blocks("no route to host");
    assertThat(world.notes.findings).anySatisfy(
        finding -> assertThat(finding.text()).isEqualTo("node node-a is the Primary"));
  }

  @Test
  void refusesTheBackupAsCopyHost() {
    plan = Plans.withCopyHost(plan, Optional.of(Plans.BACKUP));

    blocks("the copy would run on the Backup");
  }

  @Test
  void acceptsAnInstanceBesideTheNodes() {
    plan = Plans.withCopyHost(plan, Optional.empty());

    assertThat(stage.run(plan)).isInstanceOf(Completed.class);
  }

  @Test
  void blocksOnANodeThatUsesAnotherFileSystem() {
    world.backup.endpoint = Optional.of(new DnsName("fs-00000abc.efs.us-east-1.amazonaws.com"));

    blocks("uses fs-00000abc");
  }

  @Test
  void blocksOnANodeThatUsesTheTargetBeforeItIsProved() {
    world.fileSystems.put(World.target());
    world.backup.endpoint = Optional.of(World.TARGET_NAME);
    world.notes.proof = Optional.empty();

    blocks("the unproved target");
  }

  @Test
  void acceptsANodeThatWasSwitchedAlready() {
    world.fileSystems.put(World.target());
    world.primary.endpoint = Optional.of(World.TARGET_NAME);

    assertThat(stage.run(plan)).isInstanceOf(Completed.class);
  }

  @Test
  void blocksOnASourceThatDoesNotExist() {
    world.fileSystems.remove(Plans.SOURCE);

    blocks("there is no file system fs-0000000a");
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATING", "DELETING", "DELETED", "ERROR", "UNKNOWN"})
  void blocksOnASourceThatIsNotAvailable(LifeCycleState state) {
    world.fileSystems.put(FakeFileSystems.with(World.source(), state, Throughput.bursting()));

    blocks("fs-0000000a is " + state);
  }

  @Test
  void waitsForASourceWhoseThroughputIsBeingChanged() {
    world.fileSystems.put(FakeFileSystems.with(World.source(), LifeCycleState.UPDATING,
        Throughput.bursting()));

    assertThat(stage.run(plan)).isInstanceOf(Waiting.class);
  }

  @Test
  void blocksOnMaxIoForAOneZoneSource() {
    FileSystem source = World.source();
    world.fileSystems.put(new FileSystem(source.id(), source.creationToken(), source.state(),
        source.performanceMode(), source.throughput(), source.encryption(),
        Optional.of(Plans.EAST), source.sizeBytes(), Map.of()));

    blocks("cannot have Max I/O");
  }

  @Test
  void blocksOnASourceThatThisMigrationMade() {
    FileSystem source = World.source();
    world.fileSystems.put(new FileSystem(source.id(), Plans.ID.creationToken(), source.state(),
        source.performanceMode(), source.throughput(), source.encryption(), source.oneZone(),
        source.sizeBytes(), Map.of()));

    blocks("source and target would be the same");
  }

  @Test
  void blocksOnAPathThatIsNotTheSource() {
    world.mounts.mounted.clear();

    blocks("nothing is mounted there");
  }

  @Test
  void blocksOnAnotherFileSystemAtTheSourcePath() {
    world.mounts.mounted.put(plan.sourceRoot(), World.TARGET);

    blocks("a mount of fs-0000000b");
  }

  @Test
  void advisesProvisionedThroughputForALargeSource() {
    FileSystem source = World.source();
    world.fileSystems.put(new FileSystem(source.id(), source.creationToken(), source.state(),
        source.performanceMode(), source.throughput(), source.encryption(), source.oneZone(),
        11L << 30, Map.of()));

    assertThat(stage.run(plan)).isInstanceOf(Completed.class);
    assertThat(world.notes.topics(Finding.Level.WARN)).contains("credits");
  }

  @Test
  void passesOnWhatEfsRefusesToAnswer() {
    world.fileSystems.refuseNext(new EfsException(EfsException.Kind.THROTTLED, "slow down"));

    assertThat(stage.run(plan)).isInstanceOf(Waiting.class);
  }

  private void blocks(String why) {
    assertThat(stage.run(plan)).isInstanceOfSatisfying(Blocked.class, blocked -> {
      assertThat(blocked.severity()).isEqualTo(Severity.REFUSED);
      assertThat(blocked.reason()).contains(why);
      assertThat(blocked.remedy()).isNotBlank();
    });
    assertThat(world.notes.topics(Finding.Level.BLOCK)).isNotEmpty();
  }
}
