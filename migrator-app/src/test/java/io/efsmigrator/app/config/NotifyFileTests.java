package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.config.NotifySettings.Event;
import io.efsmigrator.app.config.NotifySettings.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told, as the file says it. */
class NotifyFileTests {

  @TempDir
  Path folder;

  @Test
  void namesWhereTheAddressStands() throws IOException {
    assertThat(read("webhook-env: HOOK\n  on: [failed, waiting]").webhook())
        .contains(new Place.Variable("HOOK"));
    assertThat(read("webhook-env: HOOK\n  on: [failed, waiting]").events())
        .containsExactlyInAnyOrder(Event.FAILED, Event.WAITING);
    assertThat(read("webhook-file: hook").webhook())
        .contains(new Place.InFile(folder.resolve("hook")));
    assertThat(read("webhook-file: hook").events()).hasSize(4);
  }

  @Test
  void takesNoAddressAndNoUnknownEvent() {
    assertThatThrownBy(() -> read("webhook-env: https://hooks.example.com/secret"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("webhook-env");
    assertThatThrownBy(() -> read("webhook-env: A\n  webhook-file: b"))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> read("on: [sometimes]"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("finished");
  }

  @Test
  void takesAStandardTopicOfAnyRegion() throws IOException {
    TopicArn topic = read("sns-topic: arn:aws-cn:sns:cn-north-1:111122223333:night").topic()
        .orElseThrow();

    assertThat(topic.region()).hasToString("cn-north-1");
    assertThatThrownBy(() -> read("sns-topic: arn:aws:sns:us-east-1:111122223333:night.fifo"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("FIFO");
    assertThatThrownBy(() -> read("sns-topic: night"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("notify.sns-topic");
  }

  private NotifySettings read(String keys) throws IOException {
    Path file = Files.writeString(folder.resolve("m.yaml"), "notify:\n  " + keys + "\n");
    try (Section root = new Section(file, "", YamlDocument.read(file))) {
      return NotifyFile.read(root.section("notify"));
    }
  }
}
