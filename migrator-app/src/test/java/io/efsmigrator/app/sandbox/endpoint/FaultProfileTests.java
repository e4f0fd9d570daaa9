package io.efsmigrator.app.sandbox.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.LifeCycleState;
import software.amazon.awssdk.services.efs.model.MountTargetConflictException;
import software.amazon.awssdk.services.efs.model.ThrottlingException;
import software.amazon.awssdk.services.efs.model.ThroughputMode;
import software.amazon.awssdk.services.efs.model.TooManyRequestsException;

/** What each kind of bad day looks like to the plain SDK, which here sends everything once. */
class FaultProfileTests {

  private static final String SOURCE = "fs-0000000000000000a";

  @TempDir
  private Path directory;

  @Test
  void servesEveryThirdReadWhenItIsThrottled() {
    try (RunningEndpoint running = on(FaultProfile.THROTTLED)) {
      for (int call = 1; call <= 6; call++) {
        if (call % 3 == 0) {
          assertThat(running.client.describeFileSystems().fileSystems()).isEmpty();
        } else {
          assertThatThrownBy(running.client::describeFileSystems)
              .isInstanceOf(ThrottlingException.class);
        }
      }
    }
  }

  @Test
  void refusesTheFirstChangesMoreOftenThanTheSdkRepeatsThem() {
    try (RunningEndpoint running = on(FaultProfile.THROTTLED)) {
      for (int call = 1; call <= FaultProfile.REFUSALS; call++) {
        assertThatThrownBy(() -> create(running.client)).isInstanceOf(ThrottlingException.class);
      }
      assertThat(create(running.client)).startsWith("fs-");
    }
  }

  @Test
  void freesAStuckMountTargetWhenItsOrderIsRepeated() {
    try (RunningEndpoint running = on(FaultProfile.STUCK)) {
      String id = create(running.client);
      running.settle();
      mount(running.client, id, RunningEndpoint.SUBNET_A);
      mount(running.client, id, RunningEndpoint.SUBNET_B);
      running.clock.advance(Duration.ofDays(3));
      assertThat(states(running.client, id)).containsExactlyInAnyOrder(LifeCycleState.CREATING,
          LifeCycleState.AVAILABLE);

      assertThatThrownBy(() -> mount(running.client, id, RunningEndpoint.SUBNET_A))
          .isInstanceOf(MountTargetConflictException.class);
      running.settle();
      assertThat(states(running.client, id)).containsOnly(LifeCycleState.AVAILABLE).hasSize(2);
    }
  }

  @Test
  void doesWhatItDoesNotAnswer() {
    List<String> changed = new ArrayList<>();
    try (RunningEndpoint running = on(FaultProfile.LOST_ANSWERS)) {
      running.endpoint.faults().afterEveryChange(changed::add);
      assertThatThrownBy(() -> create(running.client)).isInstanceOf(SdkClientException.class);

      assertThat(running.client.describeFileSystems().fileSystems()).hasSize(1);
      assertThat(changed).containsExactly("CreateFileSystem");
    }
  }

  @Test
  void takesLongerForAMountTargetThanItsOrderIsRepeatedAfter() {
    try (RunningEndpoint running = on(FaultProfile.SLOW)) {
      String id = create(running.client);
      running.settle();
      mount(running.client, id, RunningEndpoint.SUBNET_A);
      running.settle();
      assertThat(states(running.client, id)).containsOnly(LifeCycleState.CREATING);

      running.settle();
      assertThat(states(running.client, id)).containsOnly(LifeCycleState.AVAILABLE);
    }
  }

  @Test
  void refusesToChangeASourceThatWasRaisedAnHourAgo() throws Exception {
    try (RunningEndpoint running = on(FaultProfile.REFUSED)) {
      running.endpoint.provideSource(SOURCE, "Cluster", EfsNetwork.CLUSTER_GROUP);
      assertThatThrownBy(() -> raise(running.client)).isInstanceOf(TooManyRequestsException.class)
          .hasMessageContaining("Wait until 2026-11-24 07:00:00 UTC");

      running.clock.advance(Duration.ofHours(23));
      raise(running.client);
    }
  }

  private RunningEndpoint on(FaultProfile profile) {
    return new RunningEndpoint(directory, new AdjustableClock(), profile);
  }

  private static String create(EfsClient client) {
    return client.createFileSystem(request -> request.creationToken("a")).fileSystemId();
  }

  private static void mount(EfsClient client, String id, String subnet) {
    client.createMountTarget(request -> request.fileSystemId(id).subnetId(subnet));
  }

  private static List<LifeCycleState> states(EfsClient client, String id) {
    return client.describeMountTargets(request -> request.fileSystemId(id)).mountTargets().stream()
        .map(target -> target.lifeCycleState()).toList();
  }

  private static void raise(EfsClient client) {
    client.updateFileSystem(request -> request.fileSystemId(SOURCE)
        .throughputMode(ThroughputMode.PROVISIONED).provisionedThroughputInMibps(100.0));
  }
}
