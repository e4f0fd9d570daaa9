package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.aws.S3Server;
import io.efsmigrator.app.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documented commands that no story of another test needs, each to its end.
 *
 * <p>What they do is looked at elsewhere; here it is that they can be typed as the documents say.
 */
class RemainingCommandsIntegrationTests {

  private static final int WAITS = 3;

  @TempDir
  private Path folder;

  private final TypedCommands typed = new TypedCommands();

  @Test
  void ofAMigrationFromItsPlanToItsReport() throws IOException {
    try (SandboxRun run = SandboxRun.silent(folder.resolve("sandbox"), 10)) {
      Files.writeString(run.file(), """

          archive:
            endpoint: %s
            bucket: recordings
          """.formatted(S3Server.shared().uri()), StandardOpenOption.APPEND);
      run.configure("not-required", "required");
      for (String line : List.of("plan -o table --accept-new-host-keys",
          "archive --older-than 90d --dry-run",
          "archive --bucket recordings --older-than 90d --dry-run",
          "archive --bucket recordings --older-than 90d",
          "archive --older-than 90d --exclude *.mp3 --min-size 1 --max-size 1G"
              + " --storage-class STANDARD --wait")) {
        type(run, 0, line);
      }
      type(run, WAITS, "launch --until scan --wait --accept-new-host-keys");
      type(run, WAITS, "restart --accept-new-host-keys");
      type(run, 0, "approve");
      type(run, 0, "restart --wait");
      for (String line : List.of("launch --yes --wait", "status --watch", "status -o json",
          "history --commands", "history --findings", "history 1 --problems",
          "history 1 --problems -o csv",
          "history --status FAILED --since 7d --until 2026-11-28", "throttle --mibps 20",
          "throttle --mibps 20 --requests-per-second 500", "throttle --reset", "report",
          "report -o html")) {
        type(run, 0, line);
      }
      assertThat(run.dir().resolve("state/reports")).isNotEmptyDirectory();
    }
  }

  @Test
  void ofTwoDirectories() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.writeString(source.resolve("recording"), "hello");
    String pair = " " + source + " " + target;
    for (String line : List.of("copy" + pair + " --delete --mibps 50",
        "copy" + pair + " --max-delete 5 --threads 4 --xattrs off --verify metadata"
            + " --requests-per-second 1000 --concurrency fixed",
        "copy" + pair + " --xattrs auto --concurrency adaptive --verify none",
        "verify" + pair + " --mode metadata", "verify" + pair + " --xattrs auto",
        "verify" + pair + " --xattrs off")) {
      assertThat(typed.run((line + " --state " + folder.resolve("state")).split(" ", -1)))
          .as("%s:%n%s", line, typed.said()).isZero();
    }
  }

  @Test
  void ofADemo() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(source.resolve("recording"), "hello");
    Path sandbox = folder.resolve("sandbox");
    try {
      assertThat(typed.run("demo", "--dir", sandbox.toString(), "--source", source.toString(),
          "--latency", "1", "--faults", "refused", "--nodes", "fstab")).as("%s", typed.said())
          .isZero();
    } finally {
      Sandbox.open(sandbox).stopAgents();
    }
  }

  private static void type(SandboxRun run, int expected, String line) {
    List<String> words = List.of(line.split(" ", -1));
    assertThat(run.migrator(words.getFirst(), words.stream().skip(1).toArray(String[]::new)))
        .as("%s:%n%s", line, run.said()).isEqualTo(expected);
  }
}
