package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.AnswerPatterns;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.FstabSettings;
import io.efsmigrator.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FstabClusterIntegrationTests extends NodeClusterContract<FstabNode> {

  private static final DnsName THIRD = new DnsName("fs-0000000c.efs.us-east-1.amazonaws.com");
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"),
      ZoneOffset.UTC);
  private static final int MOST_CALLS = 60;

  @Override
  FstabNode node(String name, NodeRole role) throws IOException {
    return new FstabNode(parent, name, role, endpoint());
  }

  @Override
  NodeCluster newCluster() {
    return cluster(a, Optional.empty());
  }

  @Test
  void changesOneNameAndNotAByteMore() throws IOException {
    Files.setPosixFilePermissions(a.file("fstab"),
        PosixFilePermissions.fromString("rw-r-----"));
    switchPaused();

    assertThat(a.get("fstab")).isEqualTo(a.fstab(TARGET.value()));
    assertThat(Files.getPosixFilePermissions(a.file("fstab")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(a.get("fstab.efs-migrator." + Plans.ID)).isEqualTo(a.fstab(endpoint().value()));
    assertThat(leftovers()).isEmpty();

    cluster.switchEndpoint(primary(), endpoint());
    assertThat(a.get("fstab")).isEqualTo(a.fstab(endpoint().value()));
    assertThat(cluster.endpoint(primary())).contains(endpoint());
  }

  @Test
  void givesTheEntryTheOptionsItIsToldTo() throws IOException {
    cluster = cluster(a, Optional.of(FstabSettings.RECOMMENDED));
    switchPaused();

    assertThat(a.get("fstab")).isEqualTo(a.fstab(TARGET.value())
        .replace("nfsvers=4.1,hard", FstabSettings.RECOMMENDED));
  }

  /** Killed before and after every command that changes anything, and run again: the same end. */
  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void endsTheSameWhereverItIsKilled(String when) throws IOException {
    int at = 0;
    boolean killed = true;
    while (killed) {
      at++;
      assertThat(at).as("calls of one switch").isLessThan(MOST_CALLS);
      FstabNode node = node(when + at, NodeRole.PRIMARY);
      node.set("unit." + FstabNode.UNIT, "inactive");
      NodeCluster nodes = cluster(node, Optional.empty());
      node.set("kill", at + " " + when);
      Optional<NodeException> failure = orderSwitch(nodes, node);
      killed = node.lines("calls").size() >= at;
      assertThat(failure.isPresent()).as("fails if and only if it was killed").isEqualTo(killed);
      Files.delete(node.file("kill"));

      String point = "killed " + when + " call " + at;
      Optional<DnsName> told = nodes.endpoint(node.name());
      assertThat(told).as(point).isPresent().get().isIn(endpoint(), TARGET);
      if (killed && told.get().equals(endpoint())) {
        nodes.switchEndpoint(node.name(), TARGET);
      }
      assertThat(nodes.endpoint(node.name())).as(point).contains(TARGET);
      assertThat(node.get("fstab")).as(point).isEqualTo(node.fstab(TARGET.value()));
      assertThat(node.get("fstab.efs-migrator." + Plans.ID)).as(point)
          .isEqualTo(node.fstab(endpoint().value()));
      assertThat(node.lines("mountinfo")).as(point).hasSize(2);
    }
    assertThat(at).as("calls that were killed").isGreaterThan(12);
  }

  private static Optional<NodeException> orderSwitch(NodeCluster nodes, FstabNode node) {
    try {
      nodes.switchEndpoint(node.name(), TARGET);
      return Optional.empty();
    } catch (NodeException e) {
      return Optional.of(e);
    }
  }

  @Test
  void startsNoWriterOnAnUnfinishedSwitch() throws IOException {
    a.set("refuse-mount", "");
    cluster.quiesce(primary());
    refuses("cannot be mounted", TARGET);

    assertThat(cluster.endpoint(primary())).as("not switched yet").contains(endpoint());
    assertThatThrownBy(() -> cluster.resume(primary())).isInstanceOf(NodeException.class)
        .hasMessageContaining("writers are not started");
    assertThat(cluster.health(primary())).isInstanceOf(NodeHealth.Broken.class);

    Files.delete(a.file("refuse-mount"));
    cluster.switchEndpoint(primary(), TARGET);
    cluster.resume(primary());
    assertThat(cluster.writers(primary())).isEqualTo(WriterState.RUNNING);
    assertThat(cluster.health(primary())).isEqualTo(new NodeHealth.Healthy());
  }

  @Test
  void goesOnAfterAMountThatWasBusy() throws IOException {
    a.set("refuse-umount", "");
    cluster.quiesce(primary());
    refuses("cannot be unmounted", TARGET);
    Files.delete(a.file("refuse-umount"));

    cluster.switchEndpoint(primary(), TARGET);
    assertThat(cluster.endpoint(primary())).contains(TARGET);
  }

  @Test
  void switchesNothingUnderWritersAtWork() throws IOException {
    refuses("are not paused", TARGET);

    unchanged();
  }

  @Test
  void refusesAnFstabThatIsNotAsExpected() throws IOException {
    cluster.quiesce(primary());
    String good = a.get("fstab");
    String entry = endpoint() + ":/calls \t" + a.mountPoint() + "  nfs4\t";

    a.set("fstab", good.replace(entry, "# "));
    refuses("has no entry", TARGET);
    a.set("fstab", good + "\n" + TARGET + ":/ " + a.mountPoint() + " nfs4 hard 0 0");
    refuses("more than one entry", TARGET);
    a.set("fstab", good.replace(endpoint().value(), "filer.example.org"));
    refuses("which is no EFS file system", TARGET);
    a.set("fstab", good.replace("  nfs4\t", "  efs\t"));
    refuses("of type efs", TARGET);
    a.set("fstab", good.replace(endpoint().value(), THIRD.value()));
    refuses("mount what fstab says", TARGET);
    assertThat(cluster.endpoint(primary())).isEmpty();
    a.set("fstab", good);
    Files.move(a.file("fstab"), a.file("real"));
    Files.createSymbolicLink(a.file("fstab"), Path.of("real"));
    refuses("not a plain file", TARGET);
    Files.delete(a.file("fstab"));
    Files.move(a.file("real"), a.file("fstab"));

    unchanged();
  }

  @Test
  void takesAUnitThatDoesNotExistForNoPausedWriter() throws IOException {
    Files.delete(a.file("unit." + FstabNode.UNIT));

    assertThat(cluster.writers(primary())).isEqualTo(WriterState.UNKNOWN);
    assertThatThrownBy(() -> cluster.quiesce(primary())).isInstanceOf(NodeException.class)
        .hasMessageContaining("correct cluster.fstab.units");
  }

  @Test
  void stopsAndStartsEachUnitOnce() throws IOException {
    cluster.quiesce(primary());
    cluster.quiesce(primary());
    cluster.resume(primary());
    cluster.resume(primary());

    assertThat(a.lines("commands.log")).filteredOn(line -> !line.contains(" show "))
        .containsExactly("systemctl stop -- " + FstabNode.UNIT,
            "systemctl start -- " + FstabNode.UNIT);
  }

  @Test
  void saysThatAFailedUnitIsBroken() throws IOException {
    a.set("unit." + FstabNode.UNIT, "failed");
    assertThat(cluster.health(primary())).isInstanceOf(NodeHealth.Broken.class);

    a.set("unit." + FstabNode.UNIT, "inactive");
    assertThat(cluster.health(primary())).isInstanceOf(NodeHealth.Unclear.class);
  }

  @Test
  void recordsWhichScriptItWasAndNotItsText() {
    cluster.endpoint(primary());

    assertThat(jobs.all()).singleElement().satisfies(job -> assertThat(job.argv())
        .contains("fstab-endpoint.sh", a.mountPoint()).noneMatch(word -> word.contains("\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mnt/$(reboot)", "/mnt/a b", "/mnt/a;b", "/mnt/a\nb", "mnt",
    "/mnt/../etc",
    "/mnt/'x'", "/mnt/\\040", "/", "/mnt/`id`", ""})
  void takesNoHostilePath(String path) {
    assertThatThrownBy(() -> new FstabSettings(path, "/etc/fstab", "/proc/self/mountinfo",
        Optional.empty(), List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorder", "-x.service", "a b.service", "a;b.service", "a\n.service",
    "$(id).service"})
  void takesNoHostileUnit(String unit) {
    assertThatThrownBy(() -> FstabSettings.unit(unit)).isInstanceOf(IllegalArgumentException.class);
  }

  private void switchPaused() {
    cluster.quiesce(primary());
    cluster.switchEndpoint(primary(), TARGET);
  }

  private void refuses(String why, DnsName goal) {
    assertThatThrownBy(() -> cluster.switchEndpoint(primary(), goal))
        .isInstanceOf(NodeException.class).hasMessageContaining(why);
  }

  private void unchanged() throws IOException {
    assertThat(a.get("fstab")).isEqualTo(a.fstab(endpoint().value()));
    assertThat(a.get("mountinfo")).contains(endpoint() + ":/ rw");
    assertThat(a.get("fstab.efs-migrator." + Plans.ID)).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(a.file("."))) {
      return files.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".begun") || name.endsWith(".new")).toList();
    }
  }

  private NodeCluster cluster(FstabNode first, Optional<String> options) {
    String pattern = parent + "/{node}/";
    ClusterSettings settings = new ClusterSettings(ClusterSettings.Adapter.FSTAB,
        Map.of(NodeVerb.ROLE, List.of("show-role"), NodeVerb.UPGRADE, List.of("upgrade-node")),
        Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(60),
        ClusterSettings.NameCheck.FROM_NODES, AnswerPatterns.DEFAULT,
        Optional.of(new FstabSettings(pattern + "mnt", pattern + "fstab", pattern + "mountinfo",
            options, List.of(FstabNode.UNIT), List.of(FstabNode.UNIT))));
    return NodeCluster.of(Plans.withCluster(List.of(first.inPlan(), b.inPlan()), settings),
        new NoRunCommands(), jobs,
        CLOCK);
  }
}
