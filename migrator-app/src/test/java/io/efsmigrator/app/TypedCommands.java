package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.documents.CommandsRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;

/**
 * Commands as an operator types them, run in this JVM by the real program, and what the last of
 * them printed. Every test that needs no process of its own types here.
 */
public final class TypedCommands {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command and tells its exit code. */
  public int run(String... arguments) {
    return run(Clock.systemUTC(), arguments);
  }

  /** The same at another time. */
  int run(Clock clock, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandsRun.of(new Cli(() -> new BatchLauncher(clock), clock))
        .run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  /** What the last command printed. */
  public String out() {
    return out.toString();
  }

  /** What the last command printed on its standard error. */
  public String err() {
    return err.toString();
  }

  /** All of what the last command said. */
  public String said() {
    return err.toString() + out;
  }
}
