package io.efsmigrator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A mount that can be brought into trouble: its server is stopped, it is frozen, it is taken away.
 *
 * <p>Calls to a stopped server and changes of a frozen file system neither fail nor return, as on a
 * hard NFS mount whose server is gone.
 */
final class TroubledMount implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int STEP_MILLIS = 20;

  /** What it takes to make it hang. */
  private interface Switch {
    void hang();

    void proceed();
  }

  private final Path mountPoint;
  private final Switch onAndOff;
  private boolean mounted = true;
  private boolean hangs;

  private TroubledMount(Path mountPoint, Switch onAndOff) {
    this.mountPoint = mountPoint;
    this.onAndOff = onAndOff;
  }

  /** Whether this machine can. */
  static boolean isPossible() {
    return Files.isWritable(Path.of("/dev/fuse")) && Files.exists(Path.of("/dev/loop-control"))
        && Files.isExecutable(Path.of("/usr/bin/bindfs"));
  }

  /** A directory seen at another place, through a server of its own. */
  static TroubledMount served(Path directory, Path mountPoint)
      throws IOException, InterruptedException {
    Process server = new ProcessBuilder("bindfs", "-f", directory.toString(),
        mountPoint.toString()).inheritIO().start();
    for (int waited = 0; !isMounted(mountPoint); waited += STEP_MILLIS) {
      if (server.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS) || waited > PATIENCE_MILLIS) {
        server.destroy();
        throw new IOException("bindfs did not mount " + mountPoint);
      }
    }
    String pid = String.valueOf(server.pid());
    return new TroubledMount(mountPoint, new Switch() {
      @Override
      public void hang() {
        run("kill", "-STOP", pid);
      }

      @Override
      public void proceed() {
        run("kill", "-CONT", pid);
      }
    });
  }

  /** A file system of its own in a file. */
  static TroubledMount ext4(Path image, Path mountPoint) {
    run("truncate", "-s", "32M", image.toString());
    run("mkfs.ext4", "-q", image.toString());
    run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    return new TroubledMount(mountPoint, new Switch() {
      @Override
      public void hang() {
        run("fsfreeze", "-f", mountPoint.toString());
      }

      @Override
      public void proceed() {
        run("fsfreeze", "-u", mountPoint.toString());
      }
    });
  }

  /** A directory seen at another place. */
  static TroubledMount bound(Path directory, Path mountPoint) {
    run("mount", "--bind", directory.toString(), mountPoint.toString());
    return new TroubledMount(mountPoint, new Switch() {
      @Override
      public void hang() {
        throw new UnsupportedOperationException("only a server can hang");
      }

      @Override
      public void proceed() {}
    });
  }

  /** From now on nobody answers. */
  void hang() {
    hangs = true;
    onAndOff.hang();
  }

  /** It answers again. */
  void proceed() {
    if (hangs) {
      hangs = false;
      onAndOff.proceed();
    }
  }

  /** Takes it away under whoever uses it. */
  void unmount() {
    mounted = false;
    run("umount", "-l", mountPoint.toString());
  }

  @Override
  public void close() {
    proceed();
    if (mounted) {
      unmount();
    }
  }

  private static boolean isMounted(Path mountPoint) throws IOException {
    return Files.readString(Path.of("/proc/self/mountinfo")).contains(" " + mountPoint + " ");
  }

  private static void run(String... command) {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
