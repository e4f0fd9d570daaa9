package io.efsmigrator.app.sandbox.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.AvailabilityZonesMismatchException;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.FileSystemAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.FileSystemInUseException;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.IncorrectFileSystemLifeCycleStateException;
import software.amazon.awssdk.services.efs.model.LifeCycleState;
import software.amazon.awssdk.services.efs.model.LifecyclePolicy;
import software.amazon.awssdk.services.efs.model.MountTargetConflictException;
import software.amazon.awssdk.services.efs.model.PolicyNotFoundException;
import software.amazon.awssdk.services.efs.model.SecurityGroupLimitExceededException;
import software.amazon.awssdk.services.efs.model.SecurityGroupNotFoundException;
import software.amazon.awssdk.services.efs.model.Status;
import software.amazon.awssdk.services.efs.model.SubnetNotFoundException;
import software.amazon.awssdk.services.efs.model.Tag;
import software.amazon.awssdk.services.efs.model.TooManyRequestsException;

/** The endpoint as the plain SDK sees it. */
class EfsEndpointTests {

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsClient client;

  @BeforeEach
  void start() {
    running = new RunningEndpoint(directory);
    client = running.client;
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void takesTimeToMakeAFileSystem() {
    String id = create("a").fileSystemId();

    assertThat(state(id)).isEqualTo(LifeCycleState.CREATING);
    assertThatThrownBy(() -> mount(id, RunningEndpoint.SUBNET_A))
        .isInstanceOf(IncorrectFileSystemLifeCycleStateException.class);
    running.clock.advance(RunningEndpoint.TIMING.fileSystem());
    assertThat(state(id)).isEqualTo(LifeCycleState.AVAILABLE);
  }

  @Test
  void namesTheFileSystemThatATokenMade() {
    String id = create("a").fileSystemId();

    assertThatThrownBy(() -> create("a")).isInstanceOfSatisfying(
        FileSystemAlreadyExistsException.class, e -> {
          assertThat(e.statusCode()).isEqualTo(409);
          assertThat(e.fileSystemId()).isEqualTo(id);
          assertThat(e.errorCode()).isEqualTo("FileSystemAlreadyExists");
        });
  }

  @Test
  void answersInPages() {
    for (int index = 0; index < 5; index++) {
      create("token-" + index);
    }

    assertThat(client.describeFileSystems(r -> r.maxItems(2)).fileSystems()).hasSize(2);
    assertThat(client.describeFileSystemsPaginator(r -> r.maxItems(2)).fileSystems())
        .extracting(FileSystemDescription::creationToken)
        .containsExactly("token-0", "token-1", "token-2", "token-3", "token-4");
    assertThatThrownBy(() -> client.describeFileSystems(r -> r.marker("nonsense")))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void holdsThroughputForADay() {
    String id = available("a");
    client.updateFileSystem(
        r -> r.fileSystemId(id).throughputMode("provisioned").provisionedThroughputInMibps(100.0));
    assertThat(state(id)).isEqualTo(LifeCycleState.UPDATING);
    running.settle();

    assertThatThrownBy(() -> client.updateFileSystem(r -> r.fileSystemId(id)
        .throughputMode("provisioned").provisionedThroughputInMibps(50.0)))
        .isInstanceOf(TooManyRequestsException.class).hasMessageContaining("Wait until 2026-11-24");
    client.updateFileSystem(r -> r.fileSystemId(id).provisionedThroughputInMibps(200.0));
    running.clock.advance(Duration.ofHours(24).plusSeconds(1));
    client.updateFileSystem(r -> r.fileSystemId(id).throughputMode("bursting"));
    assertThat(describe(id).provisionedThroughputInMibps()).isNull();
  }

  @Test
  void checksMountTargets() {
    String id = available("a");
    mount(id, RunningEndpoint.SUBNET_A);

    assertThatThrownBy(() -> mount(id, RunningEndpoint.SUBNET_A))
        .isInstanceOf(MountTargetConflictException.class);
    assertThatThrownBy(() -> mount(id, "subnet-00000000000000000"))
        .isInstanceOf(SubnetNotFoundException.class);
    assertThatThrownBy(() -> client.createMountTarget(r -> r.fileSystemId(id)
        .subnetId(RunningEndpoint.SUBNET_B).securityGroups("sg-00000000")))
        .isInstanceOf(SecurityGroupNotFoundException.class);
    assertThatThrownBy(() -> client.createMountTarget(r -> r.fileSystemId(id)
        .subnetId(RunningEndpoint.SUBNET_B)
        .securityGroups("sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6")))
        .isInstanceOf(SecurityGroupLimitExceededException.class);
    assertThat(describe(id).numberOfMountTargets()).isEqualTo(1);
  }

  @Test
  void givesTheDefaultGroupToWhoAsksForNone() {
    String id = available("a");
    String target = client
        .createMountTarget(r -> r.fileSystemId(id).subnetId(RunningEndpoint.SUBNET_A))
        .mountTargetId();
    running.settle();

    assertThat(client.describeMountTargetSecurityGroups(r -> r.mountTargetId(target))
        .securityGroups()).containsExactly(EfsNetwork.sandbox().defaultSecurityGroup());
    client.modifyMountTargetSecurityGroups(
        r -> r.mountTargetId(target).securityGroups(EfsNetwork.CLUSTER_GROUP));
    assertThat(client.describeMountTargetSecurityGroups(r -> r.mountTargetId(target))
        .securityGroups()).containsExactly(EfsNetwork.CLUSTER_GROUP);
  }

  @Test
  void keepsAOneZoneFileSystemInItsZone() {
    String id = client.createFileSystem(
        r -> r.creationToken("one").availabilityZoneName("us-east-1a")).fileSystemId();
    running.settle();

    assertThatThrownBy(() -> mount(id, RunningEndpoint.SUBNET_B))
        .isInstanceOf(AvailabilityZonesMismatchException.class);
    assertThatThrownBy(() -> client.createFileSystem(r -> r.creationToken("two")
        .availabilityZoneName("us-east-1a").performanceMode("maxIO")))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void namesNodesWhereAMountTargetAnswers() throws IOException {
    String id = available("a");
    mount(id, RunningEndpoint.SUBNET_A);

    long ready = running.clock.instant().plus(RunningEndpoint.TIMING.mountTarget())
        .getEpochSecond();
    assertThat(Files.readString(directory.resolve("hosts")))
        .isEqualTo((ready + 1) + " 10.0.1.10 " + id + ".efs.us-east-1.amazonaws.com\n");
  }

  @Test
  void keepsTags() {
    String id = available("a");
    client.tagResource(r -> r.resourceId(id).tags(tag("Name", "x"), tag("team", "voice")));
    client.untagResource(r -> r.resourceId(id).tagKeys("team"));

    assertThat(client.listTagsForResource(r -> r.resourceId(id)).tags())
        .containsExactly(tag("k", "v"), tag("Name", "x"));
    assertThat(describe(id).name()).isEqualTo("x");
    assertThatThrownBy(
        () -> client.tagResource(r -> r.resourceId(id).tags(tag("aws:backup", "yes"))))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void keepsLifecycleBackupAndPolicy() {
    String id = available("a");
    client.putLifecycleConfiguration(r -> r.fileSystemId(id)
        .lifecyclePolicies(LifecyclePolicy.builder().transitionToIA("AFTER_30_DAYS").build()));
    client.putBackupPolicy(r -> r.fileSystemId(id).backupPolicy(b -> b.status(Status.ENABLED)));

    assertThat(client.describeLifecycleConfiguration(r -> r.fileSystemId(id)).lifecyclePolicies())
        .singleElement()
        .satisfies(p -> assertThat(p.transitionToIAAsString()).isEqualTo("AFTER_30_DAYS"));
    assertThat(client.describeBackupPolicy(r -> r.fileSystemId(id)).backupPolicy().status())
        .isEqualTo(Status.ENABLING);
    running.settle();
    assertThat(client.describeBackupPolicy(r -> r.fileSystemId(id)).backupPolicy().status())
        .isEqualTo(Status.ENABLED);
    assertThatThrownBy(() -> client.describeFileSystemPolicy(r -> r.fileSystemId(id)))
        .isInstanceOf(PolicyNotFoundException.class);
    client.putFileSystemPolicy(r -> r.fileSystemId(id).policy("{\"Statement\":[{}]}"));
    assertThat(client.describeFileSystemPolicy(r -> r.fileSystemId(id)).policy())
        .isEqualToIgnoringWhitespace("{\"Statement\":[{}]}");
  }

  @Test
  void deletesOnlyWithoutMountTargetsAndTakesTimeForIt() {
    String id = available("a");
    String target = mount(id, RunningEndpoint.SUBNET_A);
    running.settle();

    assertThatThrownBy(() -> client.deleteFileSystem(r -> r.fileSystemId(id)))
        .isInstanceOf(FileSystemInUseException.class);
    client.deleteMountTarget(r -> r.mountTargetId(target));
    running.settle();
    client.deleteFileSystem(r -> r.fileSystemId(id));
    assertThat(state(id)).isEqualTo(LifeCycleState.DELETING);
    running.settle();
    assertThatThrownBy(() -> describe(id)).isInstanceOf(FileSystemNotFoundException.class);
    assertThat(create("a").fileSystemId()).isNotEqualTo(id);
  }

  @Test
  void remembersEverythingWhenItIsStartedAgain() {
    String id = create("a").fileSystemId();
    running.close();
    // States pass while nobody serves, as they do at AWS.
    running.clock.advance(Duration.ofMinutes(1));

    running = new RunningEndpoint(directory, running.clock);
    client = running.client;
    assertThat(state(id)).isEqualTo(LifeCycleState.AVAILABLE);
    assertThatThrownBy(() -> create("a")).isInstanceOf(FileSystemAlreadyExistsException.class);
  }

  @Test
  void makesTheSourceOnce() throws IOException {
    String id = "fs-00000000000000001";
    for (int time = 0; time < 2; time++) {
      running.endpoint.provideSource(id, "Cluster", EfsNetwork.CLUSTER_GROUP);
    }

    assertThat(describe(id).name()).isEqualTo("Cluster");
    assertThat(client.describeMountTargets(r -> r.fileSystemId(id)).mountTargets()).hasSize(2)
        .allSatisfy(t -> assertThat(t.lifeCycleState()).isEqualTo(LifeCycleState.AVAILABLE));
  }

  @Test
  void refusesWhoDoesNotSign() throws Exception {
    for (Map.Entry<String, Integer> path : Map
        .of("/2015-02-01/file-systems", 403, "/nowhere", 403).entrySet()) {
      try (HttpClient plain = HttpClient.newHttpClient()) {
        HttpResponse<String> answer = plain.send(
            HttpRequest.newBuilder(running.endpoint.uri().resolve(path.getKey())).build(),
            HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(path.getValue());
      }
    }
  }

  @Test
  void answersWhatItDoesNotKnowWithAnError() {
    assertThatThrownBy(() -> client.describeAccountPreferences(r -> {}))
        .isInstanceOfSatisfying(AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode())
                .isEqualTo("UnknownOperationException"));
  }

  @Test
  void logsEachCallOnALineOfItsOwnWithoutSecrets() {
    create("a");
    create("b");

    assertThat(running.log()).hasSize(2).allSatisfy(line -> assertThat(line)
        .contains("\tCreateFileSystem\t201\t").doesNotContainIgnoringCase("signature"));
  }

  private CreateFileSystemResponse create(String token) {
    return client.createFileSystem(r -> r.creationToken(token).tags(List.of(tag("k", "v"))));
  }

  private String available(String token) {
    String id = create(token).fileSystemId();
    running.settle();
    return id;
  }

  private String mount(String id, String subnet) {
    return client.createMountTarget(
        r -> r.fileSystemId(id).subnetId(subnet).securityGroups(EfsNetwork.CLUSTER_GROUP))
        .mountTargetId();
  }

  private LifeCycleState state(String id) {
    return describe(id).lifeCycleState();
  }

  private FileSystemDescription describe(String id) {
    return client.describeFileSystems(r -> r.fileSystemId(id)).fileSystems().getFirst();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
