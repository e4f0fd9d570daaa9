package io.efsmigrator.app.aws;

import io.efsmigrator.efs.CreationToken;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.NewFileSystem;
import io.efsmigrator.efs.NewMountTarget;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.efs.ThroughputMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * {@link FileSystems} over the AWS SDK.
 *
 * <p>Thread safe. The client class can delete; this class never calls that, and hands the client to
 * nobody.
 */
public final class EfsFileSystems implements FileSystems, AutoCloseable {

  private final EfsClient client;

  private EfsFileSystems(EfsClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static EfsFileSystems connect(AwsAccess access) {
    return new EfsFileSystems(AwsClients.efs(access));
  }

  @Override
  public Optional<FileSystem> find(FileSystemId id) {
    return unlessGone(() -> call("DescribeFileSystems",
        () -> describe(request -> request.fileSystemId(id.value()))));
  }

  @Override
  public Optional<FileSystem> find(CreationToken token) {
    return unlessGone(() -> call("DescribeFileSystems",
        () -> describe(request -> request.creationToken(token.value()))));
  }

  private Optional<FileSystem> describe(
      Consumer<DescribeFileSystemsRequest.Builder> filter) {
    // The paginator, although one is expected: a page may be empty and a marker follow.
    return client.describeFileSystemsPaginator(filter).fileSystems().stream()
        .map(EfsAnswers::fileSystem).findFirst();
  }

  private static <T> Optional<T> unlessGone(Supplier<Optional<T>> look) {
    try {
      return look.get();
    } catch (EfsException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public FileSystem create(NewFileSystem order) {
    return call("CreateFileSystem",
        () -> EfsAnswers.fileSystem(client.createFileSystem(request(order))));
  }

  private static CreateFileSystemRequest request(NewFileSystem order) {
    CreateFileSystemRequest.Builder request = CreateFileSystemRequest.builder()
        .creationToken(order.creationToken().value())
        .performanceMode(order.performanceMode().apiName())
        .throughputMode(order.throughput().mode().apiName()).tags(tags(order.tags()));
    if (order.throughput().mode() == ThroughputMode.PROVISIONED) {
      request.provisionedThroughputInMibps(order.throughput().provisionedMibps());
    }
    switch (order.encryption()) {
      case Encryption.None() -> request.encrypted(false);
      case Encryption.Kms(var key) -> {
        request.encrypted(true);
        key.ifPresent(request::kmsKeyId);
      }
    }
    order.oneZone().ifPresent(zone -> request.availabilityZoneName(zone.value()));
    return request.build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList();
  }

  @Override
  public FileSystem setThroughput(FileSystemId id, Throughput throughput) {
    return call("UpdateFileSystem",
        () -> EfsAnswers.fileSystem(client.updateFileSystem(request -> {
          request.fileSystemId(id.value()).throughputMode(throughput.mode().apiName());
          if (throughput.mode() == ThroughputMode.PROVISIONED) {
            request.provisionedThroughputInMibps(throughput.provisionedMibps());
          }
        })));
  }

  @Override
  public List<MountTarget> mountTargets(FileSystemId fileSystem) {
    return call("DescribeMountTargets",
        () -> client.describeMountTargetsPaginator(request -> request
            .fileSystemId(fileSystem.value())).mountTargets().stream()
            .map(EfsAnswers::mountTarget).toList());
  }

  @Override
  public Set<SecurityGroupId> securityGroups(MountTargetId mountTarget) {
    return call("DescribeMountTargetSecurityGroups",
        () -> client.describeMountTargetSecurityGroups(request -> request
            .mountTargetId(mountTarget.value())).securityGroups().stream()
            .map(SecurityGroupId::new).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public MountTarget createMountTarget(NewMountTarget order) {
    return call("CreateMountTarget",
        () -> EfsAnswers.mountTarget(client.createMountTarget(request -> request
            .fileSystemId(order.fileSystem().value()).subnetId(order.subnet().value())
            .securityGroups(order.securityGroups().stream().map(SecurityGroupId::value).sorted()
                .toList()))));
  }

  private static <T> T call(String name, Supplier<T> body) {
    return EfsErrors.translated(name, body);
  }

  @Override
  public void close() {
    client.close();
  }
}
