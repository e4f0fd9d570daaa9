package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.cluster.WriterState;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.plan.RollbackOrder;
import io.efsmigrator.stage.StageOutcome.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackStageTests {

  private static final List<String> STEP_NAMES = Arrays.stream(RollbackStage.values())
      .map(RollbackStage::stepName).toList();

  @Test
  void followTheHeadingsOfTheGuide() throws IOException {
    try (var lines = Files.lines(Path.of("../docs/guide.md"))) {
      assertThat(lines.filter(line -> line.startsWith("## ")).map(line -> line.substring(3).strip())
          .filter(STEP_NAMES::contains).toList()).isEqualTo(STEP_NAMES);
    }
  }

  @Test
  void haveNoStepNameOfTheMigration() {
    assertThat(STEP_NAMES).doesNotContainAnyElementsOf(
        Arrays.stream(GuideStage.values()).map(GuideStage::stepName).toList());
  }

  /** Every port goes wrong at every call, four ways; the cluster comes back whole each time. */
  @Test
  void leadTheClusterBackFromEveryPlaceWhereTheyWereCutOff() {
    CallFaults.Sweep.over(faults -> {
      ClusterToReturn it = new ClusterToReturn();
      it.world.backup.endpoint = Optional.of(World.TARGET_NAME);
      it.world.backup.writers = WriterState.RUNNING;

      stages(it, faults).forEach((stage, work) -> {
        if (stage == RollbackStage.FINAL_PASS) {
          // The job proves here, and only with every writer paused.
          assertThat(it.world.primary.writers).as("%s", faults).isEqualTo(WriterState.QUIESCED);
          assertThat(it.world.backup.writers).as("%s", faults).isEqualTo(WriterState.QUIESCED);
          it.reverseProof = Optional.of("no difference");
        } else {
          assertThat(faults.runToTheEnd(work, it.plan, () -> {})).as("%s, %s", stage, faults)
              .isInstanceOf(Completed.class);
        }
      });

      assertThat(it.world.cluster.orders().stream().filter(order -> order.startsWith("switch")))
          .as("%s", faults).containsExactly("switchEndpoint " + World.SOURCE_NAME + " node-a",
              "switchEndpoint " + World.SOURCE_NAME + " node-b");
      assertThat(it.world.cluster.orders()).as("%s", faults).contains("setNormal node-a");
      assertThat(it.world.primary.writers).isEqualTo(WriterState.RUNNING);
      assertThat(it.world.backup.writers).isEqualTo(WriterState.RUNNING);
    });
  }

  private static Map<RollbackStage, Stage> stages(ClusterToReturn it, CallFaults faults) {
    Nodes nodes = faults.port(Nodes.class, it.world.cluster);
    Cluster cluster = faults.port(Cluster.class, it.world.cluster);
    Mounts mounts = faults.port(Mounts.class, it.world.mounts);
    RollbackRecord record = faults.port(RollbackRecord.class, it);
    TargetMark mark = faults.port(TargetMark.class, it::claim);
    Map<RollbackStage, Stage> stages = new LinkedHashMap<>();
    stages.put(RollbackStage.CHECK, new CheckRollback(new RollbackChecks(
        faults.port(FileSystems.class, it.world.fileSystems), nodes, it.world.notes, record,
        new RollbackOrder(it.typed, "alice")), it.world.notes));
    stages.put(RollbackStage.PREPARE, new PrepareReverse(nodes, cluster, mounts, record, mark));
    stages.put(RollbackStage.QUIESCE, new QuiesceForReturn(nodes, cluster, record));
    stages.put(RollbackStage.FINAL_PASS, plan -> new Completed("never called"));
    stages.put(RollbackStage.RETURN_PRIMARY,
        new ReturnNodes(ReturnNodes.Part.PRIMARY, nodes, cluster, record));
    stages.put(RollbackStage.RETURN_BACKUP,
        new ReturnNodes(ReturnNodes.Part.BACKUPS, nodes, cluster, record));
    stages.put(RollbackStage.SET_NORMAL, SetNormal.onSource(nodes, cluster));
    return stages;
  }
}
