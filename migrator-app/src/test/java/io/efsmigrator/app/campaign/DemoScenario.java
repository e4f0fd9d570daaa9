package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole guide in a sandbox. */
final class DemoScenario implements Scenario {

  private static final int SPAN_MILLIS = 12_000;

  private final Path folder;
  private final int files;
  private final List<String> options;

  DemoScenario(Path folder, int files, List<String> options) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.files = files;
    this.options = options;
  }

  @Override
  public Path source() {
    return sandbox().resolve("source");
  }

  @Override
  public Path target() {
    return sandbox().resolve("target");
  }

  @Override
  public Path state() {
    return sandbox().resolve("state");
  }

  @Override
  public List<String> launch() {
    return with("demo", "--files", Integer.toString(files), "--dir", sandbox().toString());
  }

  @Override
  public List<String> restart() {
    return with("restart", "-c", migrationFile().toString());
  }

  Path migrationFile() {
    return sandbox().resolve("migration.yaml");
  }

  /** What a node was told to do, a line each. */
  Path commands(String node) {
    return sandbox().resolve("nodes").resolve(node).resolve("commands.log");
  }

  @Override
  public int spanMillis() {
    return SPAN_MILLIS;
  }

  @Override
  public Path sourceWasWhole() {
    return sandbox().resolve("nodes/node-a/state/first-endpoint");
  }

  @Override
  public void checkEndState() throws IOException {
    String endpoint = node("node-a", "endpoint");
    assertThat(endpoint).isEqualTo(node("node-b", "endpoint"))
        .isNotEqualTo(node("node-a", "first-endpoint"));
    assertThat(Files.readString(sandbox().resolve("nodes/mode"))).isEqualTo("Normal\n");
  }

  /** What the last run said, and what it found: for the words of a test that failed. */
  String story(MigratorProcess last) {
    try (MigratorProcess problems = MigratorProcess
        .start(with("history", "--problems", "-c", migrationFile().toString()))) {
      problems.exitCode();
      return last.output() + problems.output();
    } catch (IOException e) {
      return last.output() + e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (Sandbox.isSandbox(sandbox())) {
      try (Sandbox sandbox = Sandbox.open(sandbox())) {
        sandbox.stopAgents();
      }
    }
  }

  private Path sandbox() {
    return folder.resolve("sandbox");
  }

  private String node(String name, String key) throws IOException {
    return Files.readString(sandbox().resolve("nodes").resolve(name).resolve("state").resolve(key));
  }

  private List<String> with(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    return arguments;
  }
}
