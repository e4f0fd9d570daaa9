package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands on this machine, as argument vectors.
 *
 * <p>A command that does not end in its time is stopped, itself and nothing else: what it has started
 * to stay (an agent) is not ours to end.
 */
public final class LocalChannel implements NodeChannel {

  /** As much of each output as is kept. */
  static final int MAX_OUTPUT_BYTES = 4 << 20;

  /** For a program's last words after it was told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Optional<Path> programs;

  private LocalChannel(Optional<Path> programs) {
    this.programs = programs;
  }

  /** Programs are found as this process finds them. */
  public static LocalChannel create() {
    return new LocalChannel(Optional.empty());
  }

  /** Programs are found in that directory first. */
  public static LocalChannel withPrograms(Path directory) {
    return new LocalChannel(Optional.of(directory));
  }

  @Override
  public CommandResult run(CommandLine command) {
    long deadline = System.nanoTime() + command.timeout().toNanos();
    Process process = start(command);
    OutputTap tap = new OutputTap();
    OutputReader out = OutputReader.follow(process.getInputStream(), tap);
    OutputReader err = OutputReader.follow(process.getErrorStream(), tap);
    try {
      boolean ended = switch (command.input()) {
        case CommandInput.Nothing() -> feed(process, "", deadline);
        case CommandInput.Text(var text) -> feed(process, text, deadline);
        case CommandInput.Answers answers -> new Dialog(process, out, err, tap, answers)
            .run(deadline);
      };
      if (!ended) {
        throw new NodeException(Kind.TIMED_OUT, "`" + String.join(" ", command.argv())
            + "` did not end in " + command.timeout().toSeconds() + " s; it had printed: "
            + out.lastLine());
      }
      // What the command left running may hold its outputs open for ever.
      return new CommandResult(process.waitFor(), out.finish(GRACE), err.finish(GRACE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(Kind.UNREACHABLE, "interrupted while a command was running", e);
    } finally {
      stop(process);
    }
  }

  private Process start(CommandLine command) {
    ProcessBuilder builder = new ProcessBuilder(resolved(command.argv()));
    Map<String, String> environment = builder.environment();
    // Answers are read by pattern, so they must not depend on an operator's language.
    environment.put("LC_ALL", "C");
    programs.ifPresent(directory -> environment.merge("PATH", directory.toString(),
        (path, first) -> first + ":" + path));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new NodeException(Kind.CANNOT_RUN,
          "`" + command.argv().getFirst() + "` cannot be run: " + e.getMessage(), e);
    }
  }

  /** Java looks programs up in the path of this process, whatever path the new one gets. */
  private List<String> resolved(List<String> argv) {
    String program = argv.getFirst();
    if (program.contains("/") || programs.isEmpty()
        || !Files.isExecutable(programs.get().resolve(program))) {
      return argv;
    }
    List<String> resolved = new ArrayList<>(argv);
    resolved.set(0, programs.get().resolve(program).toString());
    return resolved;
  }

  private static boolean feed(Process process, String text, long deadline)
      throws InterruptedException {
    // On a thread of its own: a command that reads nothing must not keep us from its time limit.
    Thread.ofVirtual().start(() -> {
      try (OutputStream input = process.getOutputStream()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading all; its exit code says what that means.
        return;
      }
    });
    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static void stop(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
