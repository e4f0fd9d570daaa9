package io.efsmigrator.app.sandbox;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.stage.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The port {@link Mounts} over directories: a file system is mounted where {@code DIR/mounts} says.
 *
 * <p>As strict as the kernel: a directory that is not in the table is no mount, whatever it is
 * called, and a file system has one place.
 */
final class SandboxMounts implements Mounts {

  private final MountTable table;

  SandboxMounts(Path sandbox) {
    this.table = new MountTable(sandbox.resolve("mounts"));
  }

  @Override
  public MountState look(Path path, FileSystemId expected) {
    try {
      Optional<FileSystemId> mounted = mountedAt(path);
      if (mounted.isPresent()) {
        return mounted.get().equals(expected)
            ? new MountState.Expected()
            : new MountState.Other("file system " + mounted.get());
      }
      if (!Files.exists(path)) {
        return new MountState.Nothing();
      }
      return Files.isDirectory(path)
          ? lookInside(path)
          : new MountState.Other("something that is not a directory");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<FileSystemId> mountedAt(Path path) throws IOException {
    for (Map.Entry<FileSystemId, Path> mount : table.read().entrySet()) {
      if (Files.exists(path) && Files.exists(mount.getValue())
          && Files.isSameFile(path, mount.getValue())) {
        return Optional.of(mount.getKey());
      }
    }
    return Optional.empty();
  }

  private static MountState lookInside(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return entries.iterator().hasNext()
          ? new MountState.Other("a directory with files of its own")
          : new MountState.Nothing();
    }
  }

  @Override
  public void mount(FileSystemId fileSystem, DnsName dnsName, Path path) {
    if (!dnsName.value().startsWith(fileSystem + ".")) {
      throw new MountFailed(dnsName + " is not the name of " + fileSystem);
    }
    if (look(path, fileSystem) instanceof MountState.Other(String what)) {
      throw new MountFailed(path + " holds " + what);
    }
    try {
      Path known = table.read().get(fileSystem);
      if (known != null && Files.isDirectory(known)
          && !known.equals(path.toAbsolutePath().normalize())) {
        throw new MountFailed(fileSystem + " is at " + known + " in this sandbox");
      }
      Files.createDirectories(path);
      table.add(fileSystem, path.toRealPath());
    } catch (IOException e) {
      throw new MountFailed("mounting " + fileSystem + " at " + path + ": " + e, e);
    }
  }
}
