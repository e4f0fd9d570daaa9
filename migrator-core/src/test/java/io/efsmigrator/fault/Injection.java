package io.efsmigrator.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes system calls of this very process fail, by a tracer that is attached while it is open.
 *
 * <p>A name is given to a call relative to an open directory, so a call that creates or opens an entry
 * is reached by the path of its directory, one on an open file by that of the file.
 */
final class Injection implements AutoCloseable {

  private final Process tracer;

  private Injection(Process tracer) {
    this.tracer = tracer;
  }

  static boolean isPossible() {
    try (Injection _ = attach(Path.of("/nowhere"), "syncfs:error=EIO")) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** For instance {@code pread64:error=EIO:when=2}; the calls are counted in each thread. */
  static Injection attach(Path path, String injection) throws IOException {
    Process tracer = new ProcessBuilder(List.of("strace", "-f", "-o", "/dev/null", "-p",
        String.valueOf(ProcessHandle.current().pid()), "-P", path.toString(), "-e",
        "trace=" + injection.substring(0, injection.indexOf(':')), "-e", "inject=" + injection))
        .redirectErrorStream(true).start();
    BufferedReader said = new BufferedReader(
        new InputStreamReader(tracer.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      if (line.contains(" attached")) {
        Thread.ofPlatform().daemon().start(() -> drain(said));
        return new Injection(tracer);
      }
    }
    throw new IOException("strace could not be attached: " + all);
  }

  @Override
  public void close() {
    // It lets go of every thread before it ends.
    tracer.destroy();
    tracer.onExit().join();
  }

  private static void drain(BufferedReader said) {
    try {
      while (said.readLine() != null) {
        // New threads are announced, nothing else.
      }
    } catch (IOException e) {
      // The tracer has ended.
    }
  }
}
