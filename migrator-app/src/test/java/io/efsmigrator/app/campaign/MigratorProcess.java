package io.efsmigrator.app.campaign;

import io.efsmigrator.app.documents.CommandsRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The packaged application as a process of its own, started by its launcher like an operator does. */
final class MigratorProcess implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("..", "migrator").toAbsolutePath().normalize();
  private static final long LIMIT_SECONDS = 300;
  private static final int KILLED = 128 + 9;
  private static final int LAST_LINES = 12;
  /** Words that no line holds. */
  private static final String NOTHING = "\0";

  private final Process process;
  private final Thread reader;
  private final StringBuilder output = new StringBuilder();
  private final String moment;
  private final Consumer<Process> then;
  private final CountDownLatch reached = new CountDownLatch(1);

  private MigratorProcess(Process process, String moment, Consumer<Process> then) {
    this.process = process;
    this.moment = moment;
    this.then = then;
    this.reader = Thread.ofPlatform().daemon().unstarted(this::read);
  }

  /** Starts a command. */
  static MigratorProcess start(List<String> arguments) throws IOException {
    return start(arguments, NOTHING, Process::destroyForcibly);
  }

  /** Starts a command and sends SIGKILL as soon as a line holds these words, one space apart. */
  static MigratorProcess startAndKillAt(List<String> arguments, String words) throws IOException {
    return start(arguments, words, Process::destroyForcibly);
  }

  /** Starts a command and presses Ctrl-C, so to say, as soon as a line holds these words. */
  static MigratorProcess startAndInterruptAt(List<String> arguments, String words)
      throws IOException {
    return start(arguments, words, MigratorProcess::interrupt);
  }

  /** Starts a command and remembers when a line holds these words. */
  static MigratorProcess startAndAwait(List<String> arguments, String words) throws IOException {
    return start(arguments, words, process -> {});
  }

  private static void interrupt(Process process) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MigratorProcess start(List<String> arguments, String moment,
      Consumer<Process> then) throws IOException {
    List<String> command = new ArrayList<>();
    // Whoever runs the tests in the background ignores Ctrl-C, and a program inherits that.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(LAUNCHER.toString());
    command.addAll(arguments);
    MigratorProcess started = new MigratorProcess(
        CommandsRun.watched(new ProcessBuilder(command).redirectErrorStream(true).start(),
            arguments),
        moment, then);
    started.reader.start();
    return started;
  }

  /** Sends SIGKILL after so many milliseconds; false if the process had ended before. */
  boolean killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return exitCode() == KILLED;
  }

  /** Sends SIGKILL and returns when the process is no more. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Whether a line of what it has printed so far holds these words, one space apart. */
  boolean printed(String words) {
    return output.toString().replaceAll(" +", " ").contains(words);
  }

  /** The end of what it has printed. */
  String lastLines() {
    List<String> lines = output.toString().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Waits until a line has held the words that it was started with. */
  void awaitMoment() throws InterruptedException {
    if (!reached.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("never came to it:\n" + output);
    }
  }

  /** Whether it was killed. */
  boolean wasKilled() throws InterruptedException {
    return exitCode() == KILLED;
  }

  /** Waits for the end and tells the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "still running after " + LIMIT_SECONDS + " s:\n" + output + threads());
    }
    // Whatever it started and left running may still hold its output open.
    reader.join(Duration.ofSeconds(LIMIT_SECONDS));
    return process.exitValue();
  }

  String output() {
    return output.toString();
  }

  /** What its threads are at, for whoever has to find out why it does not end. */
  private String threads() throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked = new ProcessBuilder("timeout", "20", jcmd.toString(),
          Long.toString(process.pid()), "Thread.print").redirectErrorStream(true).start();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return "%s, %d:\n%s".formatted(process.info(), asked.waitFor(), said);
    } catch (IOException e) {
      return "no threads to be seen: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.replaceAll(" +", " ").contains(moment)) {
          then.accept(process);
          reached.countDown();
        }
      }
    } catch (IOException e) {
      // Killing a process closes its streams under whoever reads them.
      output.append("(").append(e.getMessage()).append(")\n");
    }
  }
}
