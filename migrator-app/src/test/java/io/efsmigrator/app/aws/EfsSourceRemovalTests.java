package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.ClientConnections.Observed;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.LifeCycleState;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters of a deletion against the wire. */
class EfsSourceRemovalTests {

  private static final FileSystemId SOURCE = new FileSystemId("fs-0a0000000000000aa");
  private static final FileSystemId OTHER = new FileSystemId("fs-0b0000000000000bb");

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;
  private EfsSourceRemoval removal;

  @BeforeEach
  void connect() throws IOException {
    running = new RunningEndpoint(directory);
    String group = running.endpoint.network().defaultSecurityGroup();
    running.endpoint.provideSource(SOURCE.value(), "source", group);
    running.client.createFileSystem(request -> request.creationToken("other"));
    running.settle();
    fileSystems = EfsFileSystems.connect(access());
    removal = EfsSourceRemoval.connect(access(), SOURCE);
  }

  private AwsAccess access() {
    return new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri());
  }

  @AfterEach
  void close() {
    removal.close();
    fileSystems.close();
    running.close();
  }

  @Test
  void deletesMountTargetsAndThenTheFileSystem() {
    for (MountTarget each : fileSystems.mountTargets(SOURCE)) {
      removal.deleteMountTarget(each.id());
    }
    assertThat(fileSystems.mountTargets(SOURCE)).isNotEmpty()
        .allMatch(each -> each.state() == LifeCycleState.DELETING);
    assertRefused(Kind.WRONG_STATE, () -> removal.deleteFileSystem(SOURCE));
    running.settle();
    assertThat(fileSystems.mountTargets(SOURCE)).isEmpty();

    running.endpoint.faults().order("DeleteFileSystem", 1,
        new Fault.Refused(409, "FileSystemInUse", "not yet"));
    assertRefused(Kind.WRONG_STATE, () -> removal.deleteFileSystem(SOURCE));
    removal.deleteFileSystem(SOURCE);
    assertThat(fileSystems.find(SOURCE).orElseThrow().state()).isEqualTo(LifeCycleState.DELETING);
    running.settle();
    assertThat(fileSystems.find(SOURCE)).isEmpty();
  }

  @Test
  void sendsNoDeleteOfAnotherFileSystem() {
    assertRefused(Kind.BAD_REQUEST, () -> removal.deleteFileSystem(OTHER));
    assertThat(running.calls("DeleteFileSystem")).isZero();
  }

  @Test
  void sendsNoDeleteOfAMountTargetThatBelongsToAnother() {
    MountTargetId ofSource = fileSystems.mountTargets(SOURCE).getFirst().id();
    try (EfsSourceRemoval ofOther = EfsSourceRemoval.connect(access(), OTHER)) {
      assertRefused(Kind.BAD_REQUEST, () -> ofOther.deleteMountTarget(ofSource));
    }
    assertRefused(Kind.NOT_FOUND,
        () -> removal.deleteMountTarget(new MountTargetId("fsmt-00000000000000001")));
    assertThat(running.calls("DeleteMountTarget")).isZero();
  }

  @Test
  void findsAReplication() throws IOException {
    try (EfsReplications replications = EfsReplications.connect(access())) {
      assertThat(replications.of(SOURCE)).isEmpty();

      running.endpoint.replicate(SOURCE.value(), "eu-west-1");
      assertThat(replications.of(SOURCE).orElseThrow()).contains("eu-west-1", "ENABLED");
    }
  }

  @Test
  void countsClientsByTheHour() throws IOException {
    try (CloudWatchConnections connections = CloudWatchConnections.connect(access())) {
      Instant now = running.clock.instant();
      Instant before = now.minus(Duration.ofDays(59));
      Instant seen = now.minus(Duration.ofHours(30));
      running.endpoint.reportConnection(SOURCE.value(), seen);

      Observed observed = connections.between(SOURCE, before, now);
      assertThat(observed.measured()).isTrue();
      assertThat(observed.lastSeen().orElseThrow())
          .isBetween(seen, seen.plus(Duration.ofHours(1)));

      running.endpoint.reportConnection(SOURCE.value(), now);
      assertThat(connections.between(SOURCE, before, now).lastSeen()).contains(now);
      assertThat(connections.between(OTHER, before, now))
          .isEqualTo(new Observed(false, Optional.empty()));
    }
  }

  private static void assertRefused(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
