package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.aws.S3Server;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.posix.Name;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Old recordings of a sandbox into a bucket of a real server, as an operator meets it. */
class ArchiveIntegrationTests {

  private static final int USAGE = 2;
  private static final int DIFFERENCES = 4;
  private static final int REFUSED = 5;
  private static final int LARGE = 17 << 20;
  private static final Path POLICY = Path.of("..", "docs", "iam", "archive.json");

  @TempDir
  private Path folder;
  private SandboxRun run;
  private Path old;

  @BeforeEach
  void makeSandbox() throws IOException {
    run = SandboxRun.silent(folder.resolve("sandbox"), 10);
    old = run.source().resolve("old");
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    FileTree.of(Node.file("a.wav", "tone"), Node.file("ü %.wav", "sound"),
        Node.file("b.mp3", "music"), Node.hardLink("b-again.mp3", "b.mp3"),
        Node.file(Name.of("large.wav"), large)).build(old);
    Files.writeString(run.file(), """

        archive:
          bucket: recordings
          prefix: kept/here
          older-than: 30d
          include: [old/**]
          storage-class: STANDARD_IA
          endpoint: %s
        """.formatted(S3Server.shared().uri()), StandardOpenOption.APPEND);
  }

  @AfterEach
  void stopAgents() throws IOException {
    run.close();
  }

  @Test
  void countsArchivesTakesUpAndDeletesWithThePolicyThatIsDocumented() throws Exception {
    FileTree before = FileTree.read(run.source());
    int first = S3Server.shared().requests().size();

    assertThat(run.migrator("archive", "--dry-run")).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("3 recordings", "would be archived");
    assertThat(S3Server.shared().requests()).hasSize(first);

    assertThat(run.migrator("archive")).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("3 recordings", "s3://recordings/kept/here/demo.fs-",
        "3 recordings listed in s3://", "2 hard links and no files are left by design");
    assertThat(sent()).as("one whole, one whole, two parts, manifest and its sum")
        .filteredOn(line -> line.startsWith("PUT")).hasSize(6);
    assertThat(FileTree.read(run.source()).equals(before)).isTrue();
    assertThat(run.migrator("status")).isZero();
    assertThat(run.out()).contains("reportArchive");
    assertThat(run.migrator("history", "--steps")).isZero();
    assertThat(run.out()).contains("uploadRecordings", "verifyArchive", "writeManifest")
        .doesNotContain("deleteArchived");

    // Another order: what the bucket has already is recognized, not sent again.
    int second = S3Server.shared().requests().size();
    assertThat(run.migrator("archive", "--delete-after-verify")).as("%s", run.err()).isZero();
    assertThat(run.out()).contains("3 of them deleted from the source");
    List<String> requests = S3Server.shared().requests();
    assertThat(requests.subList(second, requests.size())).filteredOn(
        line -> line.startsWith("PUT") || line.startsWith("POST")).hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("/manifests/"));
    assertThat(Files.exists(old.resolve("a.wav"))).isFalse();
    assertThat(FileTree.read(run.source()).entries()).hasSize(
        before.entries().size() - 3);
    assertThat(run.migrator("archive", "--delete-after-verify", "--include", "nothing")).isZero();

    assertThat(allowed()).isEqualTo(used(S3Server.shared().requests().subList(first,
        S3Server.shared().requests().size())));
  }

  @Test
  void deletesNothingThatAMigrationMirrors() throws Exception {
    assertThat(run.migrator("launch", "--yes", "--until", "scan")).as("%s", run.err()).isEqualTo(3);

    assertThat(run.migrator("archive", "--delete-after-verify")).isEqualTo(REFUSED);
    assertThat(run.err()).contains("being copied");
    assertThat(run.migrator("archive", "--prefix", "mirrored")).as("%s", run.err()).isZero();
    assertThat(old.resolve("a.wav")).exists();
  }

  @Test
  void neverRunsBesideAnotherRunNorIntoABucketThatIsNotThere() throws Exception {
    String id = MigrationFile.read(run.file()).plan().id().toString();
    try (MigratorContext _ = MigratorContext
        .open(RepositorySettings.h2(run.dir().resolve("state")), id)) {
      assertThat(run.migrator("archive")).isEqualTo(REFUSED);
    }
    assertThat(run.migrator("archive", "--bucket", "nobodys")).isEqualTo(1);
    assertThat(run.err()).contains("There is no bucket nobodys", "Create the bucket");
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.migrator("restart", "1")).as("%s", run.err()).isEqualTo(1);
    assertThat(run.err()).contains("There is no bucket nobodys");
  }

  @Test
  void listsWhatItCannotArchiveAndTakesItWithTheNextRun() throws Exception {
    assertThat(run.migrator("archive", "--prefix", "taken", "--include", "a.wav")).isZero();
    Files.writeString(old.resolve("a.wav"), "other");
    Files.setLastModifiedTime(old.resolve("a.wav"), FileTime.fromMillis(0));

    assertThat(run.migrator("archive", "--prefix", "taken", "--delete-after-verify"))
        .isEqualTo(DIFFERENCES);
    assertThat(run.err()).contains("1 recording was left");
    assertThat(run.migrator("history", "--problems")).isZero();
    assertThat(run.out()).contains("old/a.wav", "key taken");
    assertThat(Files.readString(old.resolve("a.wav"))).isEqualTo("other");
    assertThat(old.resolve("large.wav")).doesNotExist();
    assertThat(run.migrator("archive", "--prefix", "other", "--delete-after-verify")).isZero();
    assertThat(old.resolve("a.wav")).doesNotExist();
  }

  @Test
  void refusesOrdersThatContradictThemselves() {
    assertThat(run.migrator("archive", "--dry-run", "--delete-after-verify")).isEqualTo(USAGE);
    assertThat(run.migrator("archive", "--older-than", "5m")).isEqualTo(USAGE);
    assertThat(run.migrator("archive", "--min-size", "2K", "--max-size", "1K")).isEqualTo(USAGE);
    assertThat(run.migrator("archive", "--prefix", "/a")).isEqualTo(USAGE);
  }

  /** What was stored under the prefix of this sandbox. */
  private List<String> sent() throws IOException {
    String id = MigrationFile.read(run.file()).plan().id().toString();
    return S3Server.shared().requests().stream().filter(line -> line.contains(id)).toList();
  }

  /** The permission that S3 asks for each request. */
  private static Set<String> used(List<String> requests) {
    Set<String> actions = new TreeSet<>();
    for (String request : requests) {
      String[] parts = request.split(" ", -1);
      boolean ofBucket = parts[1].replaceFirst("\\?.*", "").matches("/recordings/?");
      actions.add("s3:" + switch (parts[0]) {
        case "HEAD" -> "GetObject";
        case "PUT", "POST" -> "PutObject";
        case "DELETE" -> parts[1].contains("uploadId=")
            ? "AbortMultipartUpload"
            : "DeleteObject";
        default -> !ofBucket
            ? "ListMultipartUploadParts"
            : parts[1].contains("uploads") ? "ListBucketMultipartUploads" : "ListBucket";
      });
    }
    // Called only where a run was interrupted; their own tests call them.
    actions.add("s3:AbortMultipartUpload");
    actions.add("s3:ListMultipartUploadParts");
    return actions;
  }

  private static Set<String> allowed() throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : JsonMapper.builder().build().readTree(Files.readAllBytes(POLICY))
        .path("Statement").values()) {
      assertThat(statement.path("Effect").asString()).isEqualTo("Allow");
      statement.path("Action").values().forEach(action -> actions.add(action.asString()));
    }
    return actions;
  }
}
