package io.efsmigrator.app.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own, started by its launcher like an operator does. */
final class MigratorProcess implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("..", "migrator").toAbsolutePath().normalize();
  private static final long LIMIT_SECONDS = 300;

  private final Process process;
  private final Path output;

  private MigratorProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command; its output goes to a file. */
  static MigratorProcess start(Path output, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(LAUNCHER.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new MigratorProcess(builder.start(), output);
  }

  /** Sends SIGKILL after so many milliseconds; false if the process had ended before. */
  boolean killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly();
    process.waitFor();
    // It may have ended by itself in the last moment; then it was no kill.
    return process.exitValue() == 128 + 9;
  }

  /** Waits for the end and tells the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + LIMIT_SECONDS + " s:\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
