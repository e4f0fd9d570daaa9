package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.posix.CreationMask;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The process: one command, one exit code. */
public final class Migrator {

  private Migrator() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    // Modes are given explicitly everywhere; a mask would only make them wrong.
    CreationMask.clear();
    Clock clock = Clock.systemUTC();
    int code = new Cli(() -> new BatchLauncher(clock), clock).run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    // Exits even if some library has left a thread that is no daemon.
    System.exit(code);
  }
}
