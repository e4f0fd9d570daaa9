package io.efsmigrator.app.aws;

import io.efsmigrator.efs.AccessPoint;
import io.efsmigrator.efs.AccessPointShape;
import io.efsmigrator.efs.AccessPointShape.Creation;
import io.efsmigrator.efs.AccessPointShape.PosixUser;
import io.efsmigrator.efs.AccessPoints;
import io.efsmigrator.efs.BackupPolicy;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystemPolicy;
import io.efsmigrator.efs.FileSystemSettings;
import io.efsmigrator.efs.LifecycleRule;
import io.efsmigrator.efs.NewAccessPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.CreateAccessPointRequest;
import software.amazon.awssdk.services.efs.model.LifecyclePolicy;
import software.amazon.awssdk.services.efs.model.PolicyNotFoundException;
import software.amazon.awssdk.services.efs.model.Status;
import software.amazon.awssdk.services.efs.model.Tag;

/** {@link FileSystemSettings} and {@link AccessPoints} over the AWS SDK. Thread safe. */
public final class EfsFileSystemSettings
    implements
      FileSystemSettings,
      AccessPoints,
      AutoCloseable {

  private final EfsClient client;

  private EfsFileSystemSettings(EfsClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static EfsFileSystemSettings connect(AwsAccess access) {
    return new EfsFileSystemSettings(AwsClients.efs(access));
  }

  @Override
  public Set<LifecycleRule> lifecycle(FileSystemId fileSystem) {
    return call("DescribeLifecycleConfiguration", () -> LifecycleAnswers.rules(
        client.describeLifecycleConfiguration(request -> request.fileSystemId(fileSystem.value()))
            .lifecyclePolicies()));
  }

  @Override
  public void setLifecycle(FileSystemId fileSystem, Set<LifecycleRule> rules) {
    List<LifecyclePolicy> policies = LifecycleAnswers.policies(rules);
    call("PutLifecycleConfiguration", () -> client.putLifecycleConfiguration(
        request -> request.fileSystemId(fileSystem.value()).lifecyclePolicies(policies)));
  }

  @Override
  public BackupPolicy backupPolicy(FileSystemId fileSystem) {
    return call("DescribeBackupPolicy", () -> unlessNone(() -> BackupPolicy.ofApiName(
        client.describeBackupPolicy(request -> request.fileSystemId(fileSystem.value()))
            .backupPolicy().statusAsString()))
        .orElse(BackupPolicy.DISABLED));
  }

  @Override
  public void enableBackup(FileSystemId fileSystem) {
    call("PutBackupPolicy", () -> client.putBackupPolicy(request -> request
        .fileSystemId(fileSystem.value()).backupPolicy(policy -> policy.status(Status.ENABLED))));
  }

  @Override
  public Optional<FileSystemPolicy> policy(FileSystemId fileSystem) {
    return call("DescribeFileSystemPolicy",
        () -> unlessNone(() -> new FileSystemPolicy(client.describeFileSystemPolicy(
            request -> request.fileSystemId(fileSystem.value())).policy())));
  }

  @Override
  public void setPolicy(FileSystemId fileSystem, FileSystemPolicy policy) {
    call("PutFileSystemPolicy", () -> client.putFileSystemPolicy(
        request -> request.fileSystemId(fileSystem.value()).policy(policy.json())
            // Spelled out: whoever cannot change the policy any more cannot take it back.
            .bypassPolicyLockoutSafetyCheck(false)));
  }

  @Override
  public void tag(FileSystemId fileSystem, Map<String, String> tags) {
    call("TagResource", () -> client.tagResource(
        request -> request.resourceId(fileSystem.value()).tags(EfsFileSystems.tags(tags))));
  }

  @Override
  public List<AccessPoint> accessPoints(FileSystemId fileSystem) {
    return call("DescribeAccessPoints", () -> client.describeAccessPointsPaginator(
        request -> request.fileSystemId(fileSystem.value())).accessPoints().stream()
        .map(EfsAnswers::accessPoint).toList());
  }

  @Override
  public AccessPoint createAccessPoint(NewAccessPoint order) {
    return call("CreateAccessPoint",
        () -> EfsAnswers.accessPoint(client.createAccessPoint(request(order))));
  }

  private static CreateAccessPointRequest request(NewAccessPoint order) {
    AccessPointShape shape = order.shape();
    List<Tag> tags = EfsFileSystems.tags(shape.tags());
    CreateAccessPointRequest.Builder request = CreateAccessPointRequest.builder()
        .clientToken(order.clientToken().value()).fileSystemId(order.fileSystem().value())
        .tags(tags);
    shape.user().ifPresent((PosixUser user) -> request.posixUser(as -> as.uid(user.uid())
        .gid(user.gid()).secondaryGids(user.secondaryGids())));
    request.rootDirectory(root -> {
      root.path(shape.path());
      shape.creation().ifPresent((Creation creation) -> root.creationInfo(info -> info
          .ownerUid(creation.ownerUid()).ownerGid(creation.ownerGid())
          .permissions(creation.permissions())));
    });
    return request.build();
  }

  /** No policy is an answer, which EFS gives as an error. */
  private static <T> Optional<T> unlessNone(Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (PolicyNotFoundException e) {
      return Optional.empty();
    }
  }

  private static <T> T call(String name, Supplier<T> body) {
    return EfsErrors.translated(name, body);
  }

  @Override
  public void close() {
    client.close();
  }
}
