package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EndsWithThisJvmTests {

  /** A JVM that starts one server of each kind, and is killed. */
  static final class Killed {

    private Killed() {}

    public static void main(String[] arguments) throws IOException {
      EndsWithThisJvm.start(server(arguments[0]));
      Process other = server(arguments[0]).start();
      EndsWithThisJvm.watch(Files.writeString(Path.of(arguments[0] + ".pid"), other.pid() + "\n"));
      // The other one spoke before it was watched.
      Files.writeString(Path.of(arguments[0]), "watched\n", StandardOpenOption.APPEND);
      while (true) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }

    private static ProcessBuilder server(String fifo) {
      return new ProcessBuilder("sh", "-c", "exec >\"$1\"; echo started; exec sleep 1000", "sh",
          fifo);
    }
  }

  @TempDir
  private Path folder;

  @Test
  @Timeout(60)
  void aKilledJvmLeavesNoServerBehind() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Process killed = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
        System.getProperty("java.class.path"), Killed.class.getName(), fifo.toString())
        .inheritIO().start();
    try (BufferedReader said = Files.newBufferedReader(fifo)) {
      assertThat(List.of(said.readLine(), said.readLine(), said.readLine()))
          .containsExactlyInAnyOrder("started", "started", "watched");

      killed.destroyForcibly();

      assertThat(said.readLine()).as("the fifo ends when nobody holds it open").isNull();
    } finally {
      killed.destroyForcibly();
    }
  }

  @Test
  @Timeout(60)
  void theProcessIsTheCommandItself() throws Exception {
    Process process = EndsWithThisJvm.start(new ProcessBuilder("sh", "-c", "cat; echo $$; exit 7"));

    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
        .isEqualTo(Long.toString(process.pid()));
    assertThat(process.waitFor()).isEqualTo(7);
  }
}
