package io.efsmigrator.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Servers that the tests of a JVM share, and that must not outlive it, however it ends.
 *
 * <p>A hook does not run when a JVM is killed. So a shell waits beside the server for the end of a pipe
 * that this JVM holds open: the kernel closes it, whatever has happened.
 */
public final class EndsWithThisJvm {

  /** The shell becomes the command; its watcher must not hold the command's output open. */
  private static final String COMMAND_AND_WATCHER = """
      exec 3<&0
      { cat <&3; kill -KILL $$; } >/dev/null 2>&1 &
      exec "$@" 3<&- </dev/null
      """;
  private static final String WATCHER = "cat; kill -QUIT \"$(head -n 1 \"$1\")\"";
  /** The pipe of a process that nobody refers to would be closed. */
  private static final Collection<Process> HELD = new ConcurrentLinkedQueue<>();

  private EndsWithThisJvm() {}

  /** Starts what the builder says; the command's standard input is empty. */
  public static Process start(ProcessBuilder builder) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", COMMAND_AND_WATCHER, "sh"));
    command.addAll(builder.command());
    return held(builder.command(command).redirectInput(ProcessBuilder.Redirect.PIPE));
  }

  /**
   * Sends SIGQUIT, to PostgreSQL the order to end at once, to whatever process the file names in its
   * first line by then; to none if the file is gone.
   */
  public static void watch(Path pidFile) throws IOException {
    held(new ProcessBuilder("sh", "-c", WATCHER, "sh", pidFile.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD));
  }

  private static Process held(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    HELD.add(process);
    return process;
  }
}
