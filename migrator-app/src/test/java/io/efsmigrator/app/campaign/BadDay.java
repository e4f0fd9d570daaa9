package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.app.sandbox.endpoint.EfsEndpoint;
import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One migration on a bad day of EFS. The endpoint is served by the test, so it outlives every
 * migrator; and it can kill the migrator that has just changed something, before the answer leaves.
 */
final class BadDay implements AutoCloseable {

  private static final int FILES = 20;

  private final DemoScenario demo;
  private final Path folder;
  private final Sandbox sandbox;
  private final EfsEndpoint endpoint;
  private final Predicate<String> kills;
  private final SortedMap<String, Integer> changes = new TreeMap<>();
  private volatile @Nullable MigratorProcess running;
  private int killed;

  /**
   * Makes the sandbox.
   *
   * @param kills whether the caller of this operation is killed, asked for every change
   */
  BadDay(Path directory, FaultProfile profile, Predicate<String> kills) throws IOException {
    this.demo = new DemoScenario(directory, FILES, List.of());
    this.folder = directory.resolve("sandbox");
    this.kills = kills;
    Sandbox.create(folder, SandboxOptions.generated(FILES).with(profile)).close();
    if (profile == FaultProfile.NONE) {
      // On bad days the sandbox asks for it itself; a good one is compared with them.
      Files.writeString(Path.of(file()), "\nthroughput:\n  raise-to-mibps: 100\n",
          StandardOpenOption.APPEND);
    }
    EndpointState.read(folder).furnishSource();
    this.sandbox = Sandbox.open(folder);
    this.endpoint = sandbox.own().orElseThrow();
    endpoint.faults().afterEveryChange(this::changed);
  }

  /** Called by the endpoint, with the effect on disk and the answer not sent. */
  private synchronized void changed(String operation) {
    changes.merge(operation, 1, Integer::sum);
    MigratorProcess caller = running;
    if (caller != null && kills.test(operation)) {
      killed++;
      caller.kill();
    }
  }

  /** Starts the migration, or takes it up again; killed as soon as a line has these words. */
  MigratorProcess launchAndKillAt(String words, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("launch", "--yes", "-c", file()));
    command.addAll(options);
    MigratorProcess process = MigratorProcess.startAndKillAt(command, words);
    running = process;
    return process;
  }

  /** The migration file. */
  String file() {
    return folder.resolve("migration.yaml").toString();
  }

  /** How often each kind of change took effect. */
  synchronized SortedMap<String, Integer> changes() {
    return new TreeMap<>(changes);
  }

  /** How many callers died before they had their answer. */
  synchronized int killedAtACall() {
    return killed;
  }

  /** What stands in the way of a run that ended with problems. */
  String problems() throws IOException, InterruptedException {
    try (MigratorProcess history = MigratorProcess
        .start(List.of("history", "--problems", "-o", "csv", "-c", file()))) {
      return history.exitCode() + ":\n" + history.lastLines();
    }
  }

  /** What EFS has now. */
  String efs() throws IOException {
    endpoint.settle();
    Properties marker = new Properties();
    try (var in = Files.newInputStream(folder.resolve("sandbox.properties"))) {
      marker.load(in);
    }
    return EndpointState.read(folder).inWords(marker.getProperty("source-id"));
  }

  /** The nodes are on the target, and it holds what the source does. */
  void checkNodesAndTrees() throws IOException {
    demo.checkEndState();
    assertThat(FileTree.read(demo.target())).isEqualTo(FileTree.read(demo.source()));
  }

  @Override
  public void close() throws IOException {
    demo.close();
    sandbox.close();
  }
}
