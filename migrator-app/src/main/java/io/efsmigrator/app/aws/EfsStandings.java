package io.efsmigrator.app.aws;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Standing;
import io.efsmigrator.efs.Standing.Replication;
import io.efsmigrator.efs.Standings;
import java.util.Optional;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.FileSystemProtectionDescription;
import software.amazon.awssdk.services.efs.model.ReplicationConfigurationDescription;
import software.amazon.awssdk.services.efs.model.ReplicationNotFoundException;

/** {@link Standings} over the AWS SDK. Thread safe; only reads. */
public final class EfsStandings implements Standings, AutoCloseable {

  /** How EFS marks what another file system is copied onto. */
  private static final String DESTINATION = "REPLICATING";

  private final EfsClient client;

  private EfsStandings(EfsClient client) {
    this.client = client;
  }

  /** Connects; the first call is the first that can fail. */
  public static EfsStandings connect(AwsAccess access) {
    return new EfsStandings(AwsClients.efs(access));
  }

  @Override
  public Standing of(FileSystemId id) {
    FileSystemDescription description = EfsErrors.translated("DescribeFileSystems",
        () -> client.describeFileSystemsPaginator(request -> request.fileSystemId(id.value()))
            .fileSystems().stream().findFirst())
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "there is no " + id));
    return new Standing(Optional.ofNullable(description.creationTime()),
        replication(id, description));
  }

  private Replication replication(FileSystemId id, FileSystemDescription description) {
    FileSystemProtectionDescription protection = description.fileSystemProtection();
    if (protection != null
        && DESTINATION.equals(protection.replicationOverwriteProtectionAsString())) {
      return Replication.DESTINATION;
    }
    return EfsErrors.translated("DescribeReplicationConfigurations", () -> {
      try {
        return client.describeReplicationConfigurations(request -> request
            .fileSystemId(id.value())).replications().stream()
            .map(found -> part(id, found)).findFirst().orElse(Replication.NONE);
      } catch (ReplicationNotFoundException e) {
        return Replication.NONE;
      }
    });
  }

  private static Replication part(FileSystemId id, ReplicationConfigurationDescription found) {
    return id.value().equals(found.sourceFileSystemId())
        ? Replication.SOURCE
        : Replication.DESTINATION;
  }

  @Override
  public void close() {
    client.close();
  }
}
