package io.efsmigrator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Throughput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationPlanTests {

  @ParameterizedTest
  @CsvSource({"/mnt/a,/mnt/a", "/mnt/a,/mnt/a/b", "/mnt/a/b,/mnt/a", "/mnt/a,/mnt/b/../a",
    "/mnt/a/,/mnt/a", "relative,/mnt/a", "/mnt/a,relative"})
  void refusesPathsThatTouchEachOther(Path source, Path target) {
    assertThatIllegalArgumentException().isThrownBy(() -> Plans.withRoots(source, target));
  }

  @Test
  void acceptsNeighboursWithACommonBeginning() {
    assertThat(Plans.withRoots(Path.of("/mnt/efs"), Path.of("/mnt/efs-target"))).isNotNull();
  }

  @Test
  void wantsOnePrimaryAndABackup() {
    Node primary = Plans.node(Plans.PRIMARY, NodeRole.PRIMARY, Plans.EAST);
    Node second = Plans.node(Plans.BACKUP, NodeRole.PRIMARY, Plans.WEST);
    Node backup = Plans.node(Plans.BACKUP, NodeRole.BACKUP, Plans.WEST);

    refuses("exactly one", () -> Plans.withNodes(List.of(primary, second)));
    refuses("at least one", () -> Plans.withNodes(List.of(primary)));
    refuses("exactly one", () -> Plans.withNodes(List.of(backup)));
    refuses("two nodes are named", () -> Plans.withNodes(List.of(primary, backup, backup)));
  }

  @Test
  void wantsACopyHostThatExists() {
    refuses("no node is named node-z", () -> Plans.withCopyHost(Plans.ofGuide(),
        Optional.of(new NodeName("node-z"))));
  }

  @Test
  void knowsItsNodes() {
    assertThat(Plans.ofGuide().primary().name()).isEqualTo(Plans.PRIMARY);
    assertThat(Plans.ofGuide().backups()).extracting(Node::name).containsExactly(Plans.BACKUP);
  }

  @Test
  void givesEachMigrationATokenOfItsOwnAndAlwaysTheSame() {
    MigrationId again = new MigrationId("recordings", new FileSystemId("fs-0000000a"));
    MigrationId other = new MigrationId("recordings", new FileSystemId("fs-0000000c"));

    assertThat(again.creationToken()).isEqualTo(Plans.ID.creationToken())
        .hasToString("efs-migrator-73bd8ed9d232438b8abf8c81dca5865984cf6097");
    assertThat(other.creationToken()).isNotEqualTo(Plans.ID.creationToken());
    assertThat(Plans.ID).hasToString("recordings.fs-0000000a");
  }

  @Test
  void makesATokenOfTheLongestName() {
    assertThat(new MigrationId("a".repeat(63), new FileSystemId("fs-" + "0".repeat(40)))
        .creationToken().value()).hasSizeLessThanOrEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a b", "a/b", "..", "a\n", "a.b"})
  void refusesNamesThatAreNoNames(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MigrationId(name, Plans.SOURCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/cluster-mgr", "-x", "", "cluster mgr", "a;b"})
  void refusesProgramsThatAreNeitherAPathNorAName(String program) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Node(Plans.PRIMARY,
        NodeRole.PRIMARY, Plans.EAST, new NodeAccess.Local(), program, Path.of("/jobs")));
  }

  @Test
  void refusesMaxIoWithElasticThroughput() {
    refuses("Elastic", () -> new TargetSettings("x-MaxIO", PerformanceMode.MAX_IO,
        Throughput.elastic(), Set.of(), Optional.empty()));
  }

  @Test
  void knowsThePriceOfTheGuide() {
    assertThat(new RaisedThroughput(100, RaisedThroughput.GUIDE_PRICE).usdPerDay())
        .isEqualTo(new BigDecimal("20.00"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RaisedThroughput(Double.NaN, BigDecimal.ONE));
  }

  private static void refuses(String why,
      ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
  }
}
