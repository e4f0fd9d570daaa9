package io.efsmigrator.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Something else over a folder or file, as long as it is open; only root may. */
public final class Mount implements AutoCloseable {

  private final Path folder;

  private Mount(Path folder) {
    this.folder = folder;
  }

  /** An empty file system of this type: {@code tmpfs} has attributes, {@code ramfs} has none. */
  public static Mount of(String type, Path folder) {
    run("mount", "-t", type, "none", folder.toString());
    return new Mount(folder);
  }

  /** A directory shown at another place by a server in user space that knows no attributes. */
  public static Mount withoutAttributes(Path directory, Path folder) {
    run("bindfs", "--xattr-none", directory.toString(), folder.toString());
    return new Mount(folder);
  }

  /** The same folder or file once more under another name. */
  public static Mount bind(Path original, Path name) {
    run("mount", "--bind", original.toString(), name.toString());
    return new Mount(name);
  }

  @Override
  public void close() {
    run("umount", folder.toString());
  }

  private static void run(String... command) {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
