package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.aws.S3Server;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One archive, killed in every step that does something, ends as if nothing had happened. */
@Execution(ExecutionMode.CONCURRENT)
class KilledArchiveIntegrationTests {

  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int SMALL = 3;
  private static final int LARGE = 24 << 20;
  private static final int SMALL_FILES = 150;
  private static final List<String> MOMENTS = List.of("selectRecordings started",
      "uploadRecordings started", "uploadRecordings started", "verifyArchive started",
      "writeManifest started", "deleteArchived started", "reportArchive started");

  @TempDir
  private Path folder;
  private Path dir;

  @AfterEach
  void stopAgents() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }

  @Test
  void anArchiveKilledInEveryStepArchivesAndDeletesEverythingOnce() throws Exception {
    dir = folder.resolve("sandbox");
    Sandbox.create(dir, new SandboxOptions(10, 1, null, SandboxOptions.Writers.SILENT)).close();
    Path file = dir.resolve("migration.yaml");
    Path old = dir.resolve("source/old");
    recordings().build(old);
    Files.writeString(file, """

        archive:
          bucket: recordings
          older-than: 30d
          include: [old/**]
          endpoint: %s
        """.formatted(S3Server.shared().uri()), StandardOpenOption.APPEND);
    List<String> command = List.of("archive", "-c", file.toString(), "--delete-after-verify");
    int before = S3Server.shared().requests().size();

    for (String moment : Lot.draw(SEED, SMALL, MOMENTS)) {
      try (MigratorProcess process = MigratorProcess.startAndKillAt(command, moment)) {
        assertThat(process.wasKilled()).as("killed at «%s»:%n%s", moment, process.output())
            .isTrue();
      }
    }
    try (MigratorProcess process = MigratorProcess.start(command)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).contains((SMALL_FILES + 1) + " recordings",
          (SMALL_FILES + 1) + " of them deleted");
    }

    assertThat(FileTree.read(old).entries()).hasSize(2);
    List<String> requests = S3Server.shared().requests();
    List<String> stored = requests.subList(before, requests.size()).stream()
        .filter(line -> line.startsWith("PUT") && line.contains("/files/old/small-")
            && line.endsWith(" 200"))
        .toList();
    assertThat(stored).as("each small one was stored once").hasSize(SMALL_FILES)
        .doesNotHaveDuplicates();
    assertThat(requests.subList(before, requests.size())).noneMatch(
        line -> line.startsWith("DELETE") && !line.contains("uploadId="));
  }

  private static FileTree recordings() {
    Random random = new Random(1);
    List<Node> nodes = new ArrayList<>();
    byte[] large = new byte[LARGE];
    random.nextBytes(large);
    nodes.add(Node.file(Name.of("large"), large));
    for (int i = 0; i < SMALL_FILES; i++) {
      nodes.add(Node.file("small-" + i, "content of " + i));
    }
    nodes.add(Node.file("young", "x")
        .mtime(new Timestamp(4_000_000_000L, 0)));
    return FileTree.of(nodes.toArray(Node[]::new));
  }
}
