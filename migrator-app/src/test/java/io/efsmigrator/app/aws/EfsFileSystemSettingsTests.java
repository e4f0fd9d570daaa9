package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.sandbox.endpoint.EfsFaults.Fault;
import io.efsmigrator.app.sandbox.endpoint.RunningEndpoint;
import io.efsmigrator.efs.AccessPointShape;
import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystemPolicy;
import io.efsmigrator.efs.FileSystemSettings;
import io.efsmigrator.efs.FileSystemSettingsContract;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.NewAccessPoint;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Region;
import io.efsmigrator.efs.Throughput;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, held by the adapter against the sandbox's endpoint; and what can go wrong there. */
class EfsFileSystemSettingsTests extends FileSystemSettingsContract {

  private static final AccessPointShape WHOLE = new AccessPointShape("/", Optional.empty(),
      Optional.empty(), Map.of());

  @TempDir
  private Path directory;
  private RunningEndpoint running;
  private EfsFileSystems fileSystems;
  private EfsFileSystemSettings settings;

  @BeforeEach
  void connect() {
    running = new RunningEndpoint(directory);
    AwsAccess access = new AwsAccess.Endpoint(new Region("us-east-1"), running.endpoint.uri());
    fileSystems = EfsFileSystems.connect(access);
    settings = EfsFileSystemSettings.connect(access);
  }

  @AfterEach
  void close() {
    settings.close();
    fileSystems.close();
    running.close();
  }

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected FileSystemSettings settings() {
    return settings;
  }

  @Override
  protected AccessPoints accessPoints() {
    return settings;
  }

  @Override
  protected void settle() {
    running.settle();
  }

  @Test
  void leavesTheCheckAgainstLockingOneselfOutOn() {
    FileSystemId id = available();
    FileSystemPolicy fatal = new FileSystemPolicy("{\"Version\":\"2012-10-17\",\"Statement\":"
        + "[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"elasticfilesystem:*\"}]}");

    refuses(Kind.BAD_REQUEST, () -> settings.setPolicy(id, fatal));
    assertThat(settings.policy(id)).isEmpty();
  }

  @Test
  void refusesAPolicyOfAnotherFileSystem() {
    FileSystemId id = available();
    FileSystemPolicy foreign = new FileSystemPolicy("{\"Statement\":[{\"Effect\":\"Allow\","
        + "\"Resource\":\"arn:aws:elasticfilesystem:us-east-1:0:file-system/fs-0000000a\"}]}");

    refuses(Kind.BAD_REQUEST, () -> settings.setPolicy(id, foreign));
  }

  @Test
  void listsMoreAccessPointsThanFitIntoAPage() {
    FileSystemId id = available();
    for (int number = 0; number < 103; number++) {
      running.client.createAccessPoint(ofNumber(id, number));
    }

    assertThat(settings.accessPoints(id)).hasSize(103);
  }

  @Test
  void makesOneAccessPointThoughTheAnswerIsLost() {
    FileSystemId id = available();
    running.endpoint.faults().order("CreateAccessPoint", 1, new Fault.AnswerLost());

    // The SDK repeats what it got no answer to, and is told that it has happened.
    refuses(Kind.ALREADY_EXISTS, () -> settings.createAccessPoint(
        new NewAccessPoint(id, new CreationToken("door"), WHOLE)));
    assertThat(settings.accessPoints(id)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"409,AccessPointAlreadyExists,ALREADY_EXISTS",
    "403,AccessPointLimitExceeded,LIMIT_EXCEEDED", "404,FileSystemNotFound,NOT_FOUND",
    "409,IncorrectFileSystemLifeCycleState,WRONG_STATE", "403,AccessDeniedException,ACCESS_DENIED",
    "400,InvalidPolicyException,BAD_REQUEST"})
  void tellsByTheCode(int status, String code, Kind kind) {
    FileSystemId id = available();
    running.endpoint.faults().order("CreateAccessPoint", 1,
        new Fault.Refused(status, code, "no"));

    refuses(kind, () -> settings.createAccessPoint(
        new NewAccessPoint(id, new CreationToken("door"), WHOLE)));
  }

  private static software.amazon.awssdk.services.efs.model.CreateAccessPointRequest ofNumber(
      FileSystemId id, int number) {
    return software.amazon.awssdk.services.efs.model.CreateAccessPointRequest.builder()
        .clientToken("door-" + number).fileSystemId(id.value()).build();
  }

  private FileSystemId available() {
    FileSystemId id = fileSystems.create(new NewFileSystem(new CreationToken("demo"),
        PerformanceMode.MAX_IO, Throughput.bursting(), new Encryption.None(), Optional.empty(),
        Map.of())).id();
    running.settle();
    return id;
  }

  private static void refuses(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    assertThatThrownBy(c).isInstanceOfSatisfying(EfsException.class,
        refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind));
  }
}
