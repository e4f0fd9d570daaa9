package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsmNodeFileTests {

  private static final Path SAMPLE = Path.of("..", "docs", "examples", "migration.yaml");

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"i-0123abcd", "i-0123456789abcdef0", "mi-0123456789abcdef0"})
  void readsTheInstance(String id) throws IOException {
    assertThat(primary("channel: ssm\n      instance-id: " + id))
        .isEqualTo(new NodeAccess.Ssm(new ManagedInstanceId(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i-0123", "i-0123ABCD", "mi-0123abcd", "node-a", "i-0123abcd,i-0123abce"})
  void refusesWhatIsNoInstance(String id) {
    assertThatThrownBy(() -> primary("channel: ssm\n      instance-id: " + id))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("instance-id");
  }

  @Test
  void asksForTheInstance() {
    assertThatThrownBy(() -> primary("channel: ssm"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("instance-id");
  }

  @Test
  void takesAnInstanceOnlyWhereItIsUsed() {
    assertThatThrownBy(() -> primary("instance-id: i-0123abcd"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("instance-id");
  }

  private NodeAccess primary(String lines) throws IOException {
    String sample = Files.readString(SAMPLE);
    Path file = Files.writeString(folder.resolve("migration.yaml"),
        sample.replaceFirst("channel: local", lines));
    return MigrationFile.read(file).plan().nodes().getFirst().access();
  }
}
