package io.efsmigrator.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandActionsTests {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  private Path folder;

  @Test
  void runsTheCommandWithItsArgumentsAndTellsWhatItSaid() throws Exception {
    Actions.Outcome outcome = actions("printf '%s|' \"$@\"; echo to stderr >&2", LONG)
        .run(Actions.Command.APPROVE, List.of("--comment=$(id) `id` 'x'"));

    assertThat(outcome.accepted()).isTrue();
    assertThat(outcome.words())
        .isEqualTo("approve|--config|m.yaml|--comment=$(id) `id` 'x'|to stderr");
    try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
      assertThat(logs).singleElement().satisfies(
          log -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
              .isEqualTo("rw-------"));
    }
  }

  @Test
  void tellsTheErrorOfACommandThatFailed() throws Exception {
    Actions.Outcome outcome = actions("echo error: nothing runs; exit 2", LONG)
        .run(Actions.Command.STOP, List.of());

    assertThat(outcome).isEqualTo(new Actions.Outcome(false, "error: nothing runs"));
  }

  @Test
  void aCommandThatGoesOnIsUnderWayInASessionOfItsOwn() throws Exception {
    Path session = folder.resolve("session");
    String waits = "exec 3<> " + folder.resolve("end") + "; cut -d' ' -f6 /proc/$$/stat > "
        + session + "; read line <&3";
    new ProcessBuilder("mkfifo", folder.resolve("end").toString()).start().waitFor();

    Actions.Outcome outcome = actions(waits, Duration.ofMillis(500))
        .run(Actions.Command.RESTART, List.of());

    assertThat(outcome.accepted()).isTrue();
    assertThat(outcome.words()).startsWith("under way as process ");
    Files.writeString(folder.resolve("end"), "go\n");
    String pid = outcome.words().replaceAll("\\D+(\\d+).*", "$1");
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> process.onExit().join());
    assertThat(Files.readString(session).strip()).isEqualTo(pid);
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    Actions.Outcome outcome = new CommandActions(List.of(folder.resolve("none").toString()),
        List.of(), folder.resolve("logs"), LONG).run(Actions.Command.STOP, List.of());

    assertThat(outcome.accepted()).isFalse();
    assertThat(outcome.words()).contains("none");
  }

  private Actions actions(String script, Duration patience) throws Exception {
    Path migrator = Files.writeString(folder.resolve("migrator"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(migrator, PosixFilePermissions.fromString("rwx------"));
    return new CommandActions(List.of(migrator.toString()), List.of("--config", "m.yaml"),
        folder.resolve("logs"), patience);
  }
}
