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
 * Two nodes in {@code DIR/nodes}: each a folder with a {@code cluster-mgr} of its own.
 *
 * <p>The programs are shell scripts and know nothing of Java; they are driven as those of a real
 * node are. Which node is the Primary stands in {@code nodes/elastic-ip}, so that a test can move it.
 */
final class SandboxNodes {

  static final String PRIMARY = "node-a";
  static final String BACKUP = "node-b";

  private static final List<String> PROGRAMS = List.of("cluster-mgr", "cluster-agent", "getent");
  private static final int MAX_RECORDINGS = 2_000;
  private static final int LIFE_SECONDS = 1_800;
  private static final int COMMAND_SECONDS = 30;

  private final Path directory;

  SandboxNodes(Path sandbox) {
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
      for (String program : PROGRAMS) {
        AtomicFiles.writeExecutable(bin.resolve(program), resource(program));
      }
      Files.createDirectories(node(name).resolve("state"));
      set(name, "endpoint", endpoint.value());
      set(name, "first-endpoint", endpoint.value());
      set(name, "recordings", Integer.toString(recordings));
      // After the switch both trees shall stay comparable, so nobody calls unless a test wants it.
      set(name, "recordings-after-switch", "0");
      set(name, "life-seconds", Integer.toString(LIFE_SECONDS));
    }
    for (String name : List.of(PRIMARY, BACKUP)) {
      clusterMgr(name, "start-agent");
    }
  }

  /** Sets one value in the state of a node. */
  void set(String node, String key, String value) throws IOException {
    AtomicFiles.write(node(node).resolve("state").resolve(key), value + "\n");
  }

  /** Ends the agents of both nodes. */
  void stopAgents() throws IOException {
    for (String name : List.of(PRIMARY, BACKUP)) {
      if (Files.exists(node(name).resolve("bin/cluster-mgr"))) {
        clusterMgr(name, "stop-agent");
      }
    }
  }

  private void clusterMgr(String node, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(node(node).resolve("bin/cluster-mgr").toString());
    command.addAll(List.of(arguments));
    // Output to a file: an agent that kept a pipe open would keep the reader waiting.
    Process process = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect
            .appendTo(node(node).resolve("state/cluster-mgr.out").toFile()))
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
          + Files.readString(node(node).resolve("state/cluster-mgr.out"), StandardCharsets.UTF_8)
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
