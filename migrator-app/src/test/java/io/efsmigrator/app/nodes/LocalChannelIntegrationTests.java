package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeChannelContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChannelIntegrationTests extends NodeChannelContract {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  @Override
  protected NodeChannel channel() {
    return LocalChannel.create();
  }

  @Test
  void findsTheProgramsOfTheNodeFirst(@TempDir Path bin) throws IOException {
    Path program = Files.writeString(bin.resolve("getent"), "#!/bin/sh\necho mine \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

    NodeChannel node = LocalChannel.withPrograms(bin);

    // Java looks a program up by its own path, a shell by the one it was given.
    assertThat(node.run(CommandLine.of(ENOUGH, "getent", "hosts", "x")).out())
        .hasToString("mine hosts x\n");
    assertThat(node.run(CommandLine.of(ENOUGH, "sh", "-c", "getent hosts x")).out())
        .hasToString("mine hosts x\n");
  }

  @Test
  void keepsThePasswordOfTheDatabaseToItself() {
    Map<String, String> environment = new HashMap<>(
        Map.of("EFS_MIGRATOR_DB_PASSWORD", "secret", "PGPASSFILE", "/root/.pgpass", "HOME",
            "/root"));

    assertThat(LocalChannel.withoutSecrets(environment)).containsOnlyKeys("HOME");
  }

  @Test
  void doesNotWaitForADaemonThatKeepsTheOutputOpen() {
    // The daemon ends by itself: what a command leaves running is not ours to end.
    CommandResult result = channel()
        .run(CommandLine.of(ENOUGH, "sh", "-c", "setsid sleep 8 & echo started"));

    assertThat(result.out()).hasToString("started\n");
  }

  @Test
  void cutsAnEndlessOutputAndSaysSo() {
    CommandResult result = channel()
        .run(CommandLine.of(ENOUGH, "sh", "-c", "head -c 5000000 /dev/zero"));

    assertThat(result.out().truncated()).isTrue();
    assertThat(result.out().bytes()).hasSize(OutputReader.MAX_BYTES);
  }
}
