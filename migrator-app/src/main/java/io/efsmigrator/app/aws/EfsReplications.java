package io.efsmigrator.app.aws;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Replications;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.ReplicationConfigurationDescription;
import software.amazon.awssdk.services.efs.model.ReplicationNotFoundException;

/** {@link Replications} over the AWS SDK. */
public final class EfsReplications implements Replications, AutoCloseable {

  private final EfsClient client;

  private EfsReplications(EfsClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static EfsReplications connect(AwsAccess access) {
    return new EfsReplications(AwsClients.efs(access));
  }

  @Override
  public Optional<String> of(FileSystemId fileSystem) {
    return EfsErrors.translated("DescribeReplicationConfigurations", () -> {
      try {
        return client
            .describeReplicationConfigurations(
                request -> request.fileSystemId(fileSystem.value()))
            .replications().stream().map(EfsReplications::words).findFirst();
      } catch (ReplicationNotFoundException e) {
        return Optional.empty();
      }
    });
  }

  private static String words(ReplicationConfigurationDescription replication) {
    return "from " + replication.sourceFileSystemId() + " to " + replication.destinations().stream()
        .map(to -> to.fileSystemId() + " in " + to.region() + " (" + to.statusAsString() + ")")
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    client.close();
  }
}
