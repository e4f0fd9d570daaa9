package io.efsmigrator.app.aws;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.SourceRemoval;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.MountTargetDescription;

/**
 * {@link SourceRemoval} over the AWS SDK, for the one file system it was made for.
 *
 * <p>It does not trust its caller: another id is refused before anything is sent, and a mount target
 * is deleted only after EFS itself has said that it belongs to that file system.
 */
public final class EfsSourceRemoval implements SourceRemoval, AutoCloseable {

  private final EfsClient client;
  private final FileSystemId source;

  private EfsSourceRemoval(EfsClient client, FileSystemId source) {
    this.client = client;
    this.source = source;
  }

  /** Connects; from here on only this file system can be deleted. */
  public static EfsSourceRemoval connect(AwsAccess access, FileSystemId source) {
    return new EfsSourceRemoval(AwsClients.efs(access), source);
  }

  @Override
  public void deleteMountTarget(MountTargetId mountTarget) {
    EfsErrors.translated("DescribeMountTargets", () -> {
      for (MountTargetDescription found : client
          .describeMountTargets(request -> request.mountTargetId(mountTarget.value()))
          .mountTargets()) {
        if (!mountTarget.value().equals(found.mountTargetId())
            || !source.value().equals(found.fileSystemId())) {
          throw new EfsException(Kind.BAD_REQUEST, mountTarget + " belongs to "
              + found.fileSystemId() + ", not to " + source);
        }
        return found;
      }
      throw new EfsException(Kind.NOT_FOUND, "there is no " + mountTarget);
    });
    EfsErrors.translated("DeleteMountTarget", () -> client
        .deleteMountTarget(request -> request.mountTargetId(mountTarget.value())));
  }

  @Override
  public void deleteFileSystem(FileSystemId fileSystem) {
    if (!fileSystem.equals(source)) {
      throw new EfsException(Kind.BAD_REQUEST,
          "only " + source + " may be deleted, not " + fileSystem);
    }
    EfsErrors.translated("DeleteFileSystem", () -> client
        .deleteFileSystem(request -> request.fileSystemId(source.value())));
  }

  @Override
  public void close() {
    client.close();
  }
}
