package io.efsmigrator.app;

import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sandbox, and what an operator types beside it: each command in this JVM. */
final class SandboxRun implements AutoCloseable {

  private static final List<String> NODES = List.of("node-a", "node-b");

  private final Path dir;
  private final TypedCommands typed = new TypedCommands();

  /** With a Primary that records calls all the time. */
  SandboxRun(Path dir, int files) throws IOException {
    this(dir, SandboxOptions.generated(files));
  }

  SandboxRun(Path dir, SandboxOptions options) throws IOException {
    this.dir = dir;
    Sandbox.create(dir, options).close();
  }

  /** Where nobody records, so that the source stays as it is. */
  static SandboxRun silent(Path dir, int files) throws IOException {
    return new SandboxRun(dir, new SandboxOptions(files, 1, null, SandboxOptions.Writers.SILENT));
  }

  Path dir() {
    return dir;
  }

  Path source() {
    return dir.resolve("source");
  }

  Path target() {
    return dir.resolve("target");
  }

  Path file() {
    return dir.resolve("migration.yaml");
  }

  Path node(String name) {
    return dir.resolve("nodes").resolve(name);
  }

  /** The endpoint that a node would name. */
  String endpoint(String name) throws IOException {
    return Files.readString(node(name).resolve("state/endpoint")).strip();
  }

  /** What every node's role is asked from, where the file names an Elastic IP. */
  Path elasticIp() {
    return dir.resolve("nodes/elastic-ip");
  }

  /** Runs a command and tells its exit code. */
  int migrator(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-c", file().toString()));
    arguments.addAll(List.of(more));
    return typed.run(arguments.toArray(String[]::new));
  }

  /** What the last command printed. */
  String out() {
    return typed.out();
  }

  /** What the last command printed on its standard error. */
  String err() {
    return typed.err();
  }

  /** All of what the last command said. */
  String said() {
    return typed.said();
  }

  /** What the nodes were told to do, questions left out. */
  List<String> orders() throws IOException {
    List<String> orders = new ArrayList<>();
    for (String node : NODES) {
      Files.readAllLines(node(node).resolve("commands.log")).stream()
          .filter(line -> !line.contains("'show-")).forEach(orders::add);
    }
    return orders;
  }

  /** Changes the migration file. */
  void configure(String words, String instead) throws IOException {
    String text = Files.readString(file());
    String changed = text.replace(words, instead);
    if (changed.equals(text)) {
      throw new IOException(file() + " does not say " + words);
    }
    Files.writeString(file(), changed);
  }

  @Override
  public void close() throws IOException {
    try (Sandbox sandbox = Sandbox.open(dir)) {
      sandbox.stopAgents();
    }
  }
}
