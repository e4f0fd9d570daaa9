package io.efsmigrator.app.campaign;

import io.efsmigrator.app.sandbox.TreeGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A copy of one directory into another. */
final class CopyScenario implements Scenario {

  private static final int SPAN_MILLIS = 5_000;

  private final Path folder;
  private final List<String> options;

  CopyScenario(Path folder, int files, List<String> options) throws IOException {
    this.folder = folder;
    Files.createDirectories(source());
    Files.createDirectories(target());
    new TreeGenerator(files).generate(source(), files);
    Files.createFile(sourceWasWhole());
    this.options = new ArrayList<>(List.of("--state", state().toString()));
    this.options.addAll(options);
  }

  @Override
  public Path source() {
    return folder.resolve("source");
  }

  @Override
  public Path target() {
    return folder.resolve("target");
  }

  @Override
  public Path state() {
    return folder.resolve("state");
  }

  @Override
  public List<String> launch() {
    return with("copy", source().toString(), target().toString());
  }

  @Override
  public List<String> restart() {
    return with("restart");
  }

  @Override
  public int spanMillis() {
    return SPAN_MILLIS;
  }

  @Override
  public Path sourceWasWhole() {
    return folder.resolve("whole");
  }

  @Override
  public void checkEndState() {}

  @Override
  public void close() {}

  private List<String> with(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    return arguments;
  }
}
