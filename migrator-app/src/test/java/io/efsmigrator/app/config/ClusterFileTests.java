package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.plan.ClusterSettings;
import io.efsmigrator.plan.FstabSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a cluster is driven, as the file says it. */
class ClusterFileTests {

  private static final String COMMANDS = """
        adapter: commands
        commands:
          role: [x, role]
          health: [x]
          endpoint: [x]
          writers: [x]
          quiesce: [x]
          resume: [x]
          switchEndpoint: [x, "{dns}"]
      """;
  private static final String FSTAB = """
        adapter: fstab
        commands:
          role: [x]
        fstab:
          mount-point: /srv/{node}/calls
          units: [a.timer, a.service]
      """;

  @TempDir
  Path folder;

  @Test
  void readsPlainNodes() throws IOException {
    FstabSettings fstab = read(FSTAB).fstab().orElseThrow();

    assertThat(fstab.mountPoint(new NodeName("n1"))).isEqualTo("/srv/n1/calls");
    assertThat(fstab.file(new NodeName("n1"))).isEqualTo("/etc/fstab");
    assertThat(fstab.options()).isEmpty();
    assertThat(fstab.backupUnits()).containsExactly("a.timer", "a.service");
    assertThat(
        read(FSTAB + "    options: recommended\n    backup-units: []\n").fstab().orElseThrow())
        .satisfies(other -> {
          assertThat(other.options()).contains(FstabSettings.RECOMMENDED);
          assertThat(other.backupUnits()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mnt/a b", "\"/mnt/a\\nb\"", "/mnt/$(id)", "/mnt/a;b", "/mnt/'a"})
  void refusesAHostileMountPoint(String point) {
    assertThatThrownBy(() -> read(FSTAB.replace("/srv/{node}/calls", point)))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("mount-point");
  }

  @Test
  void refusesPlainNodesWithoutWhatTheyNeed() {
    assertThatThrownBy(() -> read(FSTAB.replace("    units: [a.timer, a.service]\n", "")))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("cluster.fstab.units");
    assertThatThrownBy(() -> read(FSTAB.replace("a.timer", "a")))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("recorder.service");
    assertThatThrownBy(() -> read(FSTAB.replace("role:", "health:")))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("cluster.commands.role");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "health", "endpoint", "writers", "quiesce", "resume",
    "switchEndpoint"})
  void namesTheCommandThatIsMissing(String verb) throws IOException {
    assertThat(read(COMMANDS).commands()).hasSize(7).doesNotContainKey(NodeVerb.UPGRADE);
    String without = COMMANDS.replaceAll("(?m)^ +" + verb + ":.*\n", "");

    assertThatThrownBy(() -> read(without)).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cluster.commands." + verb + " is missing");
  }

  @Test
  void takesAPlaceholderOnlyWhereItHasAValue() {
    assertThatThrownBy(() -> read(COMMANDS.replace("[x, role]", "[x, \"{dns}\"]")))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("cluster.commands.role");
    assertThatThrownBy(() -> read(COMMANDS.replace("{dns}", "elsewhere")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cluster.commands.switchEndpoint");
  }

  private ClusterSettings read(String cluster) throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"), "cluster:\n" + cluster);
    try (Section root = new Section(file, "", YamlDocument.read(file))) {
      return ClusterFile.read(root.section("cluster"));
    }
  }
}
