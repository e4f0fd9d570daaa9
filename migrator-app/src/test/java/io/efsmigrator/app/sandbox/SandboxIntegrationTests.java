package io.efsmigrator.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.EfsFileSystems;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.Region;
import io.efsmigrator.stage.Mounts.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxIntegrationTests {

  @TempDir
  private Path temporary;
  private Path dir;

  @BeforeEach
  void place() {
    dir = temporary.resolve("sandbox");
  }

  @AfterEach
  void stopAgents() throws IOException {
    if (Sandbox.isSandbox(dir)) {
      try (Sandbox sandbox = Sandbox.open(dir)) {
        sandbox.stopAgents();
      }
    }
  }

  @Test
  void writesAMigrationFileThatIsReadAndTrue() throws IOException {
    try (Sandbox sandbox = Sandbox.create(dir, SandboxOptions.generated(20));
        EfsFileSystems fileSystems = connect(sandbox)) {
      MigrationConfig config = MigrationFile.read(sandbox.configuration());

      FileSystemId source = config.plan().id().source();
      assertThat(fileSystems.find(source).orElseThrow().state())
          .isEqualTo(LifeCycleState.AVAILABLE);
      assertThat(fileSystems.find(source).orElseThrow().sizeBytes()).isPositive();
      assertThat(fileSystems.mountTargets(source)).extracting(MountTarget::zone)
          .containsAll(config.plan().nodes().stream().map(node -> node.zone()).toList());
      assertThat(sandbox.mounts().look(config.plan().sourceRoot(), source))
          .isInstanceOf(MountState.Expected.class);
      assertThat(config.plan().targetRoot()).isEqualTo(dir.resolve("target"));
      assertThat(config.sandbox()).isPresent();
    }
  }

  @Test
  void opensAgainAsItWasLeft() throws IOException {
    String file;
    try (Sandbox sandbox = Sandbox.create(dir, SandboxOptions.generated(20))) {
      file = Files.readString(sandbox.configuration());
    }
    try (Sandbox again = Sandbox.create(dir, SandboxOptions.generated(999));
        EfsFileSystems fileSystems = connect(again)) {
      assertThat(again.configuration()).hasContent(file);
      assertThat(fileSystems.find(new CreationToken("sandbox-source"))).isPresent();
    }
  }

  @Test
  void finishesASandboxThatWasKilledWhileItWasMade() throws IOException {
    Sandbox.create(dir, SandboxOptions.generated(20)).close();
    // As it is after a kill in mid-generation: the marker says so, and nothing else is certain.
    SandboxMarker marker = SandboxMarker.read(dir);
    new SandboxMarker(marker.options(), marker.sourceId(), SandboxMarker.Progress.PREPARING)
        .write(dir);
    Files.delete(dir.resolve("mounts"));
    Files.delete(dir.resolve("migration.yaml"));
    Files.delete(dir.resolve("source/odd/times/epoch"));

    Sandbox.open(dir).close();
    assertThat(dir.resolve("source/odd/times/epoch")).exists();
    assertThat(dir.resolve("migration.yaml")).exists();
    assertThat(SandboxMarker.read(dir).progress()).isEqualTo(SandboxMarker.Progress.READY);
  }

  @Test
  void servesASecondOpenerByTheFirst() throws IOException {
    try (Sandbox first = Sandbox.create(dir, SandboxOptions.generated(0));
        Sandbox second = Sandbox.open(dir)) {
      assertThat(second.endpoint()).isEqualTo(first.endpoint());
    }
  }

  @Test
  void touchesNoDirectoryThatIsSomethingElse() throws IOException {
    Files.createDirectory(dir);
    Files.writeString(dir.resolve("precious"), "mine");

    assertThatThrownBy(() -> Sandbox.create(dir, SandboxOptions.generated(1)))
        .isInstanceOf(OperatorError.class).hasMessageContaining("neither empty nor a sandbox");
    try (Stream<Path> entries = Files.list(dir)) {
      assertThat(entries).containsExactly(dir.resolve("precious"));
    }
  }

  @Test
  void onlyReadsASourceOfOnesOwn() throws IOException {
    Path own = Files.createDirectory(temporary.resolve("own, \"quoted\" # source"));
    Files.writeString(own.resolve("file"), "mine");

    try (Sandbox sandbox = Sandbox.create(dir, SandboxOptions.existing(own))) {
      MigrationConfig config = MigrationFile.read(sandbox.configuration());
      assertThat(config.plan().sourceRoot()).isEqualTo(own.toRealPath());
      assertThat(sandbox.mounts().look(own, config.plan().id().source()))
          .isInstanceOf(MountState.Expected.class);
    }
    assertThat(dir.resolve("source")).doesNotExist();
    try (Stream<Path> entries = Files.walk(own)) {
      assertThat(entries).containsExactlyInAnyOrder(own, own.resolve("file"));
    }
  }

  @Test
  void refusesASourceInTheSandboxOrAroundIt() throws IOException {
    for (Path source : new Path[]{temporary, temporary.resolve("missing")}) {
      assertThatThrownBy(() -> Sandbox.create(dir, SandboxOptions.existing(source)))
          .isInstanceOf(OperatorError.class);
    }
    assertThat(dir).doesNotExist();
  }

  @Test
  void refusesToOpenWhatIsNoSandbox() {
    assertThatThrownBy(() -> Sandbox.open(dir)).isInstanceOf(OperatorError.class);
    assertThat(dir).doesNotExist();
  }

  private static EfsFileSystems connect(Sandbox sandbox) {
    return EfsFileSystems
        .connect(new AwsAccess.Endpoint(new Region("us-east-1"), sandbox.endpoint()));
  }
}
