package io.efsmigrator.app.mounts;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.FileSystems;
import io.efsmigrator.efs.MountTarget;
import io.efsmigrator.posix.MountInfo;
import io.efsmigrator.stage.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The port {@link Mounts} over {@code /proc/self/mountinfo} and {@code mount -t nfs4}.
 *
 * <p>A mount is that of a file system if it was mounted by its DNS name, or if its server's address
 * is that of one of the file system's mount targets (EFS mounts by address too, and mount helpers
 * put a tunnel on loopback, which can not be told and is not accepted). Only the root of the file
 * system counts: a directory of it, bound or mounted, is something else.
 */
public final class KernelMounts implements Mounts {

  /** What AWS recommends for EFS; {@code noresvport} lets a client come back after a network loss. */
  private static final String OPTIONS = "nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";
  private static final int MOUNT_SECONDS = 120;
  private static final int MAX_OUTPUT = 2_000;

  private final Path mountInfo;
  private final FileSystems fileSystems;

  /** The mounts of this process's mount namespace. */
  public KernelMounts(FileSystems fileSystems) {
    this(fileSystems, Path.of("/proc/self/mountinfo"));
  }

  KernelMounts(FileSystems fileSystems, Path mountInfo) {
    this.fileSystems = fileSystems;
    this.mountInfo = mountInfo;
  }

  @Override
  public MountState look(Path path, FileSystemId expected) {
    try {
      Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
      Optional<MountInfo.Mount> mount = MountInfo.read(mountInfo).at(real);
      if (mount.isPresent()) {
        return isRootOf(mount.get(), expected)
            ? new MountState.Expected()
            : new MountState.Other("a mount of " + mount.get().source() + " ("
                + mount.get().type() + ", " + mount.get().root() + ")");
      }
      return lookInside(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isRootOf(MountInfo.Mount mount, FileSystemId expected) {
    if (!mount.type().equals("nfs4") || !mount.root().equals("/")
        || !mount.source().endsWith(":/")) {
      return false;
    }
    String server = mount.source().substring(0, mount.source().length() - 2);
    if (server.startsWith("fs-") || server.contains(".fs-")) {
      // A zone's own name has the zone in front: us-east-1a.fs-0123.efs...
      return server.startsWith(expected + ".efs.") || server.contains("." + expected + ".efs.");
    }
    String address = mount.address().orElse(server);
    return fileSystems.mountTargets(expected).stream().map(MountTarget::ipAddress)
        .anyMatch(address::equals);
  }

  private static MountState lookInside(Path path) throws IOException {
    if (!Files.exists(path)) {
      return new MountState.Nothing();
    }
    if (!Files.isDirectory(path)) {
      return new MountState.Other("something that is not a directory");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return entries.iterator().hasNext()
          ? new MountState.Other("a directory with files of its own, no mount")
          : new MountState.Nothing();
    }
  }

  @Override
  public void mount(FileSystemId fileSystem, DnsName dnsName, Path path) {
    switch (look(path, fileSystem)) {
      case MountState.Expected() -> {
        return;
      }
      // Mounting over it would hide it from everybody who uses it.
      case MountState.Other(String what) -> throw new MountFailed(path + " is " + what);
      case MountState.Nothing() -> {}
    }
    try {
      Files.createDirectories(path);
      run(command(dnsName, path.toRealPath()));
    } catch (IOException e) {
      throw new MountFailed("mounting " + dnsName + " at " + path + ": " + e.getMessage(), e);
    }
    if (!(look(path, fileSystem) instanceof MountState.Expected)) {
      throw new MountFailed(path + " is not " + fileSystem + " although mount(8) succeeded");
    }
  }

  /** The arguments for mount(8); nothing of them passes through a shell. */
  static List<String> command(DnsName dnsName, Path path) {
    return List.of("mount", "-t", "nfs4", "-o", OPTIONS, dnsName + ":/", path.toString());
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("efs-migrator-mount", ".out");
    output.toFile().deleteOnExit();
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no answer from the server within " + MOUNT_SECONDS + " s; is port"
            + " 2049 open in the mount target's security group?");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      String said = Files.readString(output, StandardCharsets.UTF_8).strip();
      throw new IOException("mount ended with " + process.exitValue() + ": "
          + said.substring(0, Math.min(MAX_OUTPUT, said.length())));
    }
  }
}
