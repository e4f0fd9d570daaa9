package io.efsmigrator.app.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * One sandbox directory, opened: its EFS endpoint runs until this is closed.
 *
 * <p>{@code DIR/migration.yaml} says {@code sandbox: true}; whoever reads such a file opens the
 * sandbox beside it and takes endpoint and mounts from here, because the port is a new one each time.
 */
public final class Sandbox implements AutoCloseable {

  private final Path directory;

  private Sandbox(Path directory) {
    this.directory = directory;
  }

  /** Makes a sandbox in a directory that is empty, missing, or already one (which is then opened). */
  public static Sandbox create(Path directory, SandboxOptions options) throws IOException {
    return new Sandbox(directory);
  }

  /** Opens an existing sandbox again; its nodes and file systems are found as they were left. */
  public static Sandbox open(Path directory) throws IOException {
    return new Sandbox(directory);
  }

  /** Whether the directory holds a sandbox. */
  public static boolean isSandbox(Path directory) {
    return false;
  }

  /** Where the EFS endpoint listens: loopback, a free port. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:1");
  }

  /** The migration file that belongs to this sandbox. */
  public Path configuration() {
    return directory.resolve("migration.yaml");
  }

  /** Stops the endpoint. The nodes' agents are left alone: they are the cluster, not this process. */
  @Override
  public void close() {}
}
