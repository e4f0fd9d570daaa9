package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.cluster.FakeCluster;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.TargetSettings;
import io.efsmigrator.stage.AwaitMountTargets;
import io.efsmigrator.stage.CreateFileSystem;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.Obligations;
import io.efsmigrator.stage.RaiseThroughput;
import io.efsmigrator.stage.Stage;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every error that EFS has, at a call that can get it: what the operator sees, and how often the call
 * was sent. Stages, adapters and the SDK are the real ones.
 */
class EfsErrorShapesTests {

  private static final String SOURCE = Plans.SOURCE.value();
  private static final int MOST_LOOKS = 20;

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;
  private EfsFileSystemSettings settings;
  private AwsMountNetwork network;
  private EfsReplications replications;
  private EfsSourceRemoval removal;
  private final FakeCluster cluster = new FakeCluster();
  private final Owed owed = new Owed();
  private final MigrationPlan plan = Plans.withTarget(raisingTheSource());

  @BeforeEach
  void connect() throws IOException {
    running = new RunningEndpoint(directory);
    running.endpoint.provideSource(SOURCE, "Cluster", EfsNetwork.CLUSTER_GROUP);
    running.settle();
    AwsAccess access = new AwsAccess.Endpoint(Plans.REGION, running.endpoint.uri());
    fileSystems = EfsFileSystems.connect(access);
    settings = EfsFileSystemSettings.connect(access);
    network = AwsMountNetwork.connect(access);
    replications = EfsReplications.connect(access);
    removal = EfsSourceRemoval.connect(access, Plans.SOURCE);
    cluster.add(Plans.PRIMARY, NodeRole.PRIMARY, Plans.SOURCE.dnsName(Plans.REGION));
    cluster.add(Plans.BACKUP, NodeRole.BACKUP, Plans.SOURCE.dnsName(Plans.REGION));
  }

  private static TargetSettings raisingTheSource() {
    TargetSettings guide = TargetSettings.ofGuide("recordings-MaxIO");
    return new TargetSettings(guide.name(), guide.performanceMode(), guide.throughput(),
        guide.securityGroups(), Optional.of(new RaisedThroughput(100,
            RaisedThroughput.GUIDE_PRICE, RaisedThroughput.Side.SOURCE)));
  }

  @AfterEach
  void close() {
    removal.close();
    replications.close();
    network.close();
    settings.close();
    fileSystems.close();
    running.close();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(delimiter = '|', textBlock = """
      CreateFileSystem | 400 | BadRequest                        | 1 | blocked | Correct the migration file
      CreateFileSystem | 400 | ValidationException               | 1 | blocked | Correct the migration file
      CreateFileSystem | 400 | UnsupportedAvailabilityZone       | 1 | blocked | Availability Zone
      CreateFileSystem | 400 | ThroughputLimitExceeded           | 1 | blocked | a higher limit
      CreateFileSystem | 403 | FileSystemLimitExceeded           | 1 | blocked | a higher limit
      CreateFileSystem | 403 | AccessDeniedException             | 1 | blocked | docs/iam/README.md
      CreateFileSystem | 403 | UnrecognizedClientException       | 1 | blocked | docs/iam/README.md
      CreateFileSystem | 403 | ExpiredTokenException             | 1 | blocked | docs/iam/README.md
      CreateFileSystem | 400 | NotFoundException                 | 1 | blocked | Enable the KMS key
      CreateFileSystem | 400 | DisabledException                 | 1 | blocked | Enable the KMS key
      CreateFileSystem | 400 | KMSInvalidStateException          | 1 | blocked | Enable the KMS key
      CreateFileSystem | 400 | InvalidKeyUsageException          | 1 | blocked | target.kms-key
      CreateFileSystem | 500 | KeyUnavailableException           | 1 | blocked | target.kms-key
      CreateFileSystem | 409 | FileSystemAlreadyExists           | 1 | waits 5 s | said so
      CreateFileSystem | 429 | ThrottlingException               | 4 | waits 5 s | said so
      CreateFileSystem | 429 | TooManyRequests                   | 1 | blocked | Restart after 24 hours
      CreateFileSystem | 500 | InternalServerError               | 4 | waits 5 s | said so
      CreateFileSystem | 503 | InsufficientThroughputCapacity    | 1 | waits 120 s | said so
      CreateFileSystem | 504 | DependencyTimeout                 | 4 | waits 5 s | said so
      CreateFileSystem | 418 | NeverHeardOfIt                    | 1 | blocked | Correct the migration file
      PutBackupPolicy  | 409 | IncorrectFileSystemLifeCycleState | 1 | waits 5 s | said so
      PutBackupPolicy  | 404 | FileSystemNotFound                | 1 | blocked | the ids and the Region
      PutFileSystemPolicy | 400 | InvalidPolicyException         | 1 | blocked | change the policy
      DescribeFileSystemPolicy | 404 | PolicyNotFound            | 2 | completed | no policy
      CreateAccessPoint | 403 | AccessPointLimitExceeded         | 1 | blocked | a higher limit
      CreateAccessPoint | 409 | AccessPointAlreadyExists         | 1 | waits 5 s | said so
      DescribeAccessPoints | 404 | AccessPointNotFound           | 1 | blocked | the ids and the Region
      CreateMountTarget | 400 | SubnetNotFound                   | 1 | blocked | the ids and the Region
      CreateMountTarget | 400 | SecurityGroupNotFound            | 1 | blocked | the ids and the Region
      CreateMountTarget | 400 | SecurityGroupLimitExceeded       | 1 | blocked | a higher limit
      CreateMountTarget | 400 | AvailabilityZonesMismatch        | 1 | blocked | Availability Zone
      CreateMountTarget | 409 | MountTargetConflict              | 1 | waits 5 s | said so
      CreateMountTarget | 409 | IpAddressInUse                   | 1 | waits 5 s | said so
      CreateMountTarget | 409 | NetworkInterfaceLimitExceeded    | 1 | blocked | a higher limit
      CreateMountTarget | 409 | NoFreeAddressesInSubnet          | 3 | waits 3 s | no available mount target yet
      ModifyMountTargetSecurityGroups | 409 | IncorrectMountTargetState | 1 | waits 5 s | said so
      ModifyMountTargetSecurityGroups | 404 | MountTargetNotFound       | 1 | blocked | the ids and the Region
      UpdateFileSystem | 429 | TooManyRequests                   | 1 | completed | nothing raised
      UpdateFileSystem | 503 | InsufficientThroughputCapacity    | 1 | waits 120 s | provisioned:75.0 is asked for next
      UpdateFileSystem | 400 | ThroughputLimitExceeded           | 1 | completed | nothing raised
      UpdateFileSystem | 409 | IncorrectFileSystemLifeCycleState | 1 | waits 5 s | said so
      UpdateFileSystem | 400 | BadRequest                        | 1 | blocked | Correct the migration file
      DescribeReplicationConfigurations | 404 | ReplicationNotFound | 1 | completed | not replicated
      DeleteMountTarget | 504 | DependencyTimeout                | 4 | fails | UNAVAILABLE
      DeleteMountTarget | 404 | MountTargetNotFound              | 1 | fails | NOT_FOUND
      DeleteFileSystem  | 409 | FileSystemInUse                  | 1 | fails | WRONG_STATE
      DeleteFileSystem  | 409 | ConflictException                | 1 | fails | WRONG_STATE
      """)
  void hasItsAnswerAndIsSentNoOftenerThanItHelps(String operation, int status, String code,
      int requests, String how, String words) {
    Stage stage = stageThatCalls(operation);
    int before = (int) running.calls(operation);
    // What the SDK sends again is refused each time; what a stage asks elsewhere is not: the zone's
    // next subnet and the other zone, the policy of the target.
    int refusals = List.of("NoFreeAddressesInSubnet", "PolicyNotFound").contains(code)
        ? 1
        : requests;
    running.endpoint.faults().order(operation, refusals,
        new Fault.Refused(status, code, "EFS said so", fields(code)));

    String answer = answer(stage);

    assertThat(answer).startsWith(how).contains(words);
    assertThat(running.endpoint.faults().left()).isZero();
    assertThat(running.calls(operation) - before).isEqualTo(requests);
  }

  private static Map<String, String> fields(String code) {
    return switch (code) {
      case "AccessPointAlreadyExists" -> Map.of("AccessPointId", "fsap-0000000a");
      default -> Map.of();
    };
  }

  /** A 409 that names the file system and one that does not: it is found by its token either way. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void findsWhatTheTokenMadeThoughTheRefusalDoesNotNameIt(boolean named) {
    String made = running.client.createFileSystem(request -> request
        .creationToken(Plans.ID.creationToken().value())).fileSystemId();
    running.endpoint.faults().order("CreateFileSystem", 1,
        new Fault.Refused(409, "FileSystemAlreadyExists", "EFS said so",
            named ? Map.of("FileSystemId", made) : Map.of()));

    EfsException refusal = catchThrowableOfType(EfsException.class,
        () -> fileSystems.create(EfsFileSystemsFaultTests.order()));
    assertThat(refusal.kind()).isEqualTo(EfsException.Kind.ALREADY_EXISTS);
    assertThat(fileSystems.find(new CreationToken(Plans.ID.creationToken().value())))
        .hasValueSatisfying(found -> assertThat(found.id().value()).isEqualTo(made));
  }

  /** The stage that makes this call next, with everything before it done. */
  private Stage stageThatCalls(String operation) {
    Stage create = new CreateFileSystem(fileSystems, settings, settings, (_, _) -> {});
    return switch (operation) {
      case "CreateFileSystem", "PutBackupPolicy", "DescribeAccessPoints" -> create;
      case "CreateAccessPoint" -> {
        running.client.createAccessPoint(request -> request.fileSystemId(SOURCE)
            .clientToken("by-hand"));
        running.settle();
        yield create;
      }
      case "PutFileSystemPolicy", "DescribeFileSystemPolicy" -> {
        running.client.putFileSystemPolicy(request -> request.fileSystemId(SOURCE).policy("""
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*",
             "Resource": "*"}]}"""));
        yield create;
      }
      case "CreateMountTarget" -> {
        complete(create);
        yield mountTargets();
      }
      case "ModifyMountTargetSecurityGroups" -> {
        complete(create);
        running.client.createMountTarget(request -> request.fileSystemId(target().value())
            .subnetId(RunningEndpoint.SUBNET_A));
        running.settle();
        yield mountTargets();
      }
      case "UpdateFileSystem" -> {
        complete(create);
        yield new RaiseThroughput(fileSystems, owed, (_, _) -> {}, running.clock);
      }
      case "DescribeReplicationConfigurations" -> _ -> new StageOutcome.Completed(
          replications.of(Plans.SOURCE).orElse("not replicated"));
      case "DeleteMountTarget" -> _ -> {
        removal.deleteMountTarget(new MountTargetId(running.client
            .describeMountTargets(request -> request.fileSystemId(SOURCE)).mountTargets()
            .getFirst().mountTargetId()));
        return new StageOutcome.Completed("deleted");
      };
      case "DeleteFileSystem" -> _ -> {
        removal.deleteFileSystem(Plans.SOURCE);
        return new StageOutcome.Completed("deleted");
      };
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private Stage mountTargets() {
    cluster.announce(target().dnsName(Plans.REGION));
    return new AwaitMountTargets(fileSystems, network, cluster, (_, _) -> {}, running.clock);
  }

  private FileSystemId target() {
    return fileSystems.find(Plans.ID.creationToken()).orElseThrow().id();
  }

  private void complete(Stage stage) {
    assertThat(look(stage)).startsWith("completed");
  }

  /** What the stage says to the refusal: the first thing after the last ordered fault was met. */
  private String answer(Stage stage) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      String answer = once(stage);
      if (running.endpoint.faults().left() == 0) {
        return answer;
      }
      running.settle();
    }
    throw new AssertionError("the call was not made");
  }

  private String look(Stage stage) {
    String last = "";
    for (int look = 0; look < MOST_LOOKS && !last.startsWith("completed"); look++) {
      last = once(stage);
      running.settle();
    }
    return last;
  }

  private String once(Stage stage) {
    try {
      return switch (stage.run(plan)) {
        case StageOutcome.Completed(String summary) -> "completed: " + summary;
        case StageOutcome.Waiting(String reason, var pause) -> "waits " + pause.toSeconds() + " s: "
            + reason;
        case StageOutcome.Blocked(String reason, String remedy, var _) -> "blocked: " + reason
            + " - " + remedy;
        case StageOutcome.Paused(String reason, String remedy) -> "paused: " + reason + remedy;
      };
    } catch (EfsException e) {
      return "fails: " + e.kind() + " " + e.getMessage();
    }
  }

  private static final class Owed implements Obligations {

    private final List<Obligation> open = new ArrayList<>();

    @Override
    public List<Obligation> open(MigrationId migration) {
      return List.copyOf(open);
    }

    @Override
    public void owe(MigrationId migration, Obligation obligation) {
      met(migration, obligation.fileSystem());
      open.add(obligation);
    }

    @Override
    public void met(MigrationId migration, FileSystemId fileSystem) {
      open.removeIf(one -> one.fileSystem().equals(fileSystem));
    }
  }
}
