package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what address the Primary is known, and who is asked. */
class ElasticIpSettingsTests {

  private static final String METADATA = """
      elastic-ip:
        address: 203.0.113.10
        ask: instance-metadata
      """;

  @TempDir
  private Path folder;

  @Test
  void needsNoInstancesWhereEachNodeIsAsked() throws IOException {
    ElasticIpSettings settings = read(METADATA);

    assertThat(settings.asked()).isEqualTo(ElasticIpSettings.Asked.INSTANCE_METADATA);
    assertThat(settings.address()).hasToString("203.0.113.10");
    assertThat(settings.instances()).isEmpty();
  }

  @Test
  void refusesWordsForRolesThatNobodyWouldSay() {
    assertThatThrownBy(() -> read(METADATA + "answers:\n  primary: MASTER\n"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("elastic-ip.ask")
        .hasMessageContaining("answers.primary");
  }

  @Test
  void needsInstancesWhereEc2IsAsked() {
    assertThatThrownBy(() -> read("elastic-ip:\n  address: 203.0.113.10\n"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("elastic-ip.instances");
  }

  private ElasticIpSettings read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"), text);
    Section cluster = new Section(file, "", YamlDocument.read(file));
    return ElasticIpSettings.read(cluster, List.of()).orElseThrow();
  }
}
