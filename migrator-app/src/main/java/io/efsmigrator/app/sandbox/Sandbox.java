package io.efsmigrator.app.sandbox;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.sandbox.endpoint.EfsEndpoint;
import io.efsmigrator.app.sandbox.endpoint.EfsNetwork;
import io.efsmigrator.app.sandbox.endpoint.EfsTiming;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Region;
import io.efsmigrator.stage.Mounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One sandbox directory, opened: its EFS endpoint answers until this is closed.
 *
 * <p>The section {@code sandbox} of {@code DIR/migration.yaml} names the directory; whoever reads
 * such a file opens the sandbox and takes endpoint and mounts from here, because the port is another
 * one each time. A second process that opens the same directory is served by the first one's
 * endpoint for as long as that lives.
 */
public final class Sandbox implements AutoCloseable {

  /** As Systems Manager knows the Primary, for {@code channel: ssm}. */
  public static final String PRIMARY_INSTANCE = "i-0a000000000000001";
  /** As Systems Manager knows the Backup. */
  public static final String BACKUP_INSTANCE = "i-0b000000000000002";

  private final Path directory;
  private final SharedEndpoint endpoint;

  private Sandbox(Path directory, SharedEndpoint endpoint) {
    this.directory = directory;
    this.endpoint = endpoint;
  }

  /**
   * Makes a sandbox in a directory that is missing or empty, and opens it. A directory that is a
   * sandbox already is opened as it is.
   *
   * @throws OperatorError if the directory holds anything else, or the source cannot be used
   */
  public static Sandbox create(Path directory, SandboxOptions options) throws IOException {
    Path dir = directory.toAbsolutePath().normalize();
    if (!SandboxMarker.exists(dir)) {
      checkEmpty(dir);
      SandboxOptions checked = withCheckedSource(options, dir);
      Files.createDirectories(dir);
      String sourceId = "fs-" + UUID.randomUUID().toString().replace("-", "").substring(0, 17);
      new SandboxMarker(checked, sourceId, SandboxMarker.Progress.PREPARING).write(dir);
    }
    return open(dir, Duration.ZERO);
  }

  /** Opens an existing sandbox: its nodes and file systems are found as they were left. */
  public static Sandbox open(Path directory) throws IOException {
    return open(directory, Duration.ZERO);
  }

  /**
   * Opens an existing sandbox.
   *
   * @param latency added to every answer of the EFS endpoint; file operations are not slowed
   */
  public static Sandbox open(Path directory, Duration latency) throws IOException {
    Path dir = directory.toAbsolutePath().normalize();
    if (!SandboxMarker.exists(dir)) {
      throw new OperatorError(ExitCode.USAGE, dir + " is not a sandbox",
          "Make one with `./migrator demo --dir DIR`.");
    }
    EfsNetwork network = EfsNetwork.sandbox();
    SandboxMarker marker = SandboxMarker.read(dir);
    // The migration file comes first: from here on a killed demo can be restarted by it.
    if (!Files.exists(dir.resolve("migration.yaml"))) {
      SandboxFile.write(dir, marker, network);
    }
    SharedEndpoint endpoint = SharedEndpoint.join(dir.resolve("aws"), network,
        EfsTiming.DEMO.withLatency(latency), marker.options().faults(), own -> prepare(dir, own));
    return new Sandbox(dir, endpoint);
  }

  /** Finishes a sandbox whose making was interrupted; does nothing to one that is ready. */
  private static void prepare(Path dir, EfsEndpoint endpoint) throws IOException {
    SandboxMarker marker = SandboxMarker.read(dir);
    if (marker.progress() == SandboxMarker.Progress.READY) {
      return;
    }
    Path source = SandboxFile.sourcePath(dir, marker);
    long sizeBytes = 0;
    if (marker.options().source() == null) {
      Files.createDirectories(source);
      sizeBytes = new TreeGenerator(marker.options().seed()).generate(source,
          marker.options().files());
    }
    FileSystemId sourceId = new FileSystemId(marker.sourceId());
    endpoint.provideSource(sourceId.value(), "Cluster", EfsNetwork.CLUSTER_GROUP);
    endpoint.reportSize(sourceId.value(), sizeBytes);
    new MountTable(dir.resolve("mounts")).add(sourceId, source.toRealPath());
    Region region = new Region(endpoint.network().region());
    new SandboxNodes(dir, marker.options().nodes()).install(sourceId.dnsName(region),
        marker.options().writers());
    provideInstances(dir, endpoint, marker);
    marker.ready().write(dir);
  }

  /** So that its nodes can be reached by {@code channel: ssm} as well. */
  private static void provideInstances(Path dir, EfsEndpoint endpoint, SandboxMarker marker)
      throws IOException {
    SandboxNodes nodes = new SandboxNodes(dir, marker.options().nodes());
    endpoint.provideInstance(PRIMARY_INSTANCE, nodes.node(SandboxNodes.PRIMARY));
    endpoint.provideInstance(BACKUP_INSTANCE, nodes.node(SandboxNodes.BACKUP));
  }

  private static void checkEmpty(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    if (!Files.isDirectory(dir)) {
      throw new OperatorError(ExitCode.USAGE, dir + " is not a directory", "Name another one.");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
      if (entries.iterator().hasNext()) {
        throw new OperatorError(ExitCode.USAGE,
            dir + " is neither empty nor a sandbox; nothing was changed",
            "Name an empty directory, or one that does not exist.");
      }
    }
  }

  private static SandboxOptions withCheckedSource(SandboxOptions options, Path dir)
      throws IOException {
    Path source = options.source();
    if (source == null) {
      return options;
    }
    if (!Files.isDirectory(source)) {
      throw new OperatorError(ExitCode.USAGE, source + " is not a directory",
          "Name the directory whose content shall be migrated.");
    }
    Path real = source.toRealPath();
    Path parent = dir;
    while (!Files.exists(parent)) {
      // The root always exists, so there is always a parent to go to.
      parent = Objects.requireNonNull(parent.getParent());
    }
    Path realDir = parent.toRealPath().resolve(parent.relativize(dir)).normalize();
    if (real.startsWith(realDir) || realDir.startsWith(real)) {
      throw new OperatorError(ExitCode.USAGE,
          "the source " + real + " and the sandbox " + realDir + " lie in each other",
          "Choose a sandbox directory elsewhere with --dir.");
    }
    return new SandboxOptions(options.files(), options.seed(), real, options.writers(),
        options.faults(), options.nodes());
  }

  /** Whether the directory holds a sandbox. */
  public static boolean isSandbox(Path directory) {
    return SandboxMarker.exists(directory);
  }

  /** Where the EFS endpoint listens: loopback, a free port. */
  public URI endpoint() {
    return endpoint.uri();
  }

  /** The EFS endpoint, if this process serves it: the first one that has the sandbox open does. */
  public Optional<EfsEndpoint> own() {
    return endpoint.own();
  }

  /** The mounts of the copy host, which is this machine. */
  public Mounts mounts() {
    return new SandboxMounts(directory);
  }

  /** The migration file that belongs to this sandbox. */
  public Path configuration() {
    return directory.resolve("migration.yaml");
  }

  /**
   * Ends the nodes' agents, for good: for the end of a test. A demo leaves them, they are the
   * cluster, and they end by themselves when their life time is over.
   */
  public void stopAgents() throws IOException {
    new SandboxNodes(directory, SandboxMarker.read(directory).options().nodes()).stopAgents();
  }

  /** Stops the endpoint, if it is this process's own. The nodes' agents are left alone. */
  @Override
  public void close() {
    endpoint.close();
  }
}
