package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands on this machine, as argument vectors.
 *
 * <p>A command that does not end in its time is stopped, itself and nothing else: what it has started
 * to stay (an agent) is not ours to end.
 */
public final class LocalChannel implements NodeChannel {

  private static final Set<String> SECRETS = Set.of("EFS_MIGRATOR_DB_PASSWORD", "PGPASSWORD",
      "PGPASSFILE");
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
    Attendance attendance = new Attendance(new Local(process), process.getInputStream(),
        process.getErrorStream());
    var _ = process.onExit().thenRun(attendance.tap()::change);
    try {
      attendance.untilEnded(command, deadline);
      return attendance.result(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(Kind.UNREACHABLE, "interrupted while a command was running", e);
    } finally {
      stop(process);
    }
  }

  private Process start(CommandLine command) {
    ProcessBuilder builder = new ProcessBuilder(resolved(command.argv()));
    Map<String, String> environment = withoutSecrets(builder.environment());
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

  /** The database is no business of a node's programs, nor of whatever they leave running. */
  static Map<String, String> withoutSecrets(Map<String, String> environment) {
    environment.keySet().removeIf(SECRETS::contains);
    return environment;
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

  /** A process as whoever attends to it sees it. */
  private record Local(Process process) implements RunningCommand {
    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }
  }
}
