package io.efsmigrator.app.sandbox;

import io.efsmigrator.efs.DnsName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two nodes in {@code DIR/nodes}: each a folder with programs of its own, by the kind of cluster.
 *
 * <p>The programs are shell scripts and know nothing of Java; they are driven as those of a real
 * node are. Which node is the Primary stands in {@code nodes/elastic-ip}, so that a test can move it.
 */
final class SandboxNodes {

  static final String PRIMARY = "node-a";
  static final String BACKUP = "node-b";

  private static final int MAX_RECORDINGS = 2_000;
  private static final int LIFE_SECONDS = 1_800;
  private static final int COMMAND_SECONDS = 30;

  private final Path directory;

  private final NodeKind kind;

  /** Nodes of the guide's kind. */
  SandboxNodes(Path sandbox) {
    this(sandbox, NodeKind.CLUSTER_MGR);
  }

  SandboxNodes(Path sandbox, NodeKind kind) {
    this.kind = kind;
    this.directory = sandbox.resolve("nodes");
  }

  Path node(String name) {
    return directory.resolve(name);
  }

  /** Makes both nodes, mounted on that file system, agents running; may be repeated after a kill. */
  void install(DnsName endpoint, SandboxOptions.Writers writers) throws IOException {
    Files.createDirectories(directory);
    AtomicFiles.write(directory.resolve("elastic-ip"), PRIMARY + "\n");
    AtomicFiles.write(directory.resolve("mode"), "Normal\n");
    int recordings = switch (writers) {
      case RECORDING -> MAX_RECORDINGS;
      case SILENT -> 0;
    };
    for (String name : List.of(PRIMARY, BACKUP)) {
      Path bin = Files.createDirectories(node(name).resolve("bin"));
      for (String program : kind.programs()) {
        AtomicFiles.writeExecutable(bin.resolve(program), resource(program));
      }
      Files.createDirectories(node(name).resolve("state"));
      if (kind == NodeKind.FSTAB) {
        mount(name, endpoint);
      }
      set(name, "endpoint", endpoint.value());
      set(name, "first-endpoint", endpoint.value());
      set(name, "recordings", Integer.toString(recordings));
      // After the switch both trees shall stay comparable, so nobody calls unless a test wants it.
      set(name, "recordings-after-switch", "0");
      set(name, "life-seconds", Integer.toString(LIFE_SECONDS));
    }
    for (String name : List.of(PRIMARY, BACKUP)) {
      run(name, kind.start());
    }
  }

  /** Sets one value in the state of a node. */
  void set(String node, String key, String value) throws IOException {
    AtomicFiles.write(node(node).resolve("state").resolve(key), value + "\n");
  }

  /** Ends the agents of both nodes. */
  void stopAgents() throws IOException {
    for (String name : List.of(PRIMARY, BACKUP)) {
      if (Files.exists(node(name).resolve("bin").resolve(kind.program()))) {
        run(name, kind.stop());
      }
    }
  }

  /** An fstab of the node's own, and what it says, mounted in a mountinfo of its own. */
  private void mount(String node, DnsName endpoint) throws IOException {
    Path etc = Files.createDirectories(node(node).resolve("etc"));
    Path point = node(node).resolve("mnt");
    AtomicFiles.write(etc.resolve("fstab"), """
        # The fstab of a sandbox node; this machine has its own.
        UUID=0000-0001 / ext4 defaults 0 1
        %s:/ %s nfs4 nfsvers=4.1,hard,_netdev 0 0
        """.formatted(endpoint, point));
    AtomicFiles.write(etc.resolve("mountinfo"), "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
    run(node, List.of("mount", "-T", etc.resolve("fstab").toString(), point.toString()));
  }

  private void run(String node, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(arguments);
    command.set(0, node(node).resolve("bin").resolve(arguments.getFirst()).toString());
    // Output to a file: an agent that kept a pipe open would keep the reader waiting.
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect
            .appendTo(node(node).resolve("state/install.out").toFile()))
        .start();
    try {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(String.join(" ", command) + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
          + Files.readString(node(node).resolve("state/install.out"), StandardCharsets.UTF_8)
              .strip());
    }
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = SandboxNodes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("resource " + name + " is missing in this build");
      }
      return in.readAllBytes();
    }
  }
}
