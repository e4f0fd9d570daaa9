package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.cli.Launcher;
import io.efsmigrator.posix.CreationMask;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The process: one command, one exit code. */
public final class Migrator {

  private Migrator() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    int code = new Cli(() -> launcher(clock), clock).run(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    // Exits even if some library has left a thread that is no daemon.
    System.exit(code);
  }

  /** Only for commands that start something: the others answer before a system call is linked. */
  private static Launcher launcher(Clock clock) {
    // Modes are given explicitly everywhere; a mask would only make them wrong.
    CreationMask.clear();
    return new BatchLauncher(clock);
  }
}
