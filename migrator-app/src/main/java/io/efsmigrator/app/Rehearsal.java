package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Plays the short commands once while the virtual machine watches, for the AOT cache of the build.
 *
 * <p>It opens a real repository in a scratch folder, so that what Spring, Flyway and Batch load is in
 * the cache as well, then asks it the way {@code status} and {@code history} do.
 */
final class Rehearsal {

  private Rehearsal() {}

  /** The argument is the scratch folder. */
  public static void main(String[] arguments) throws HeldException {
    Path scratch = Path.of(arguments[0]);
    try (MigratorContext context = MigratorContext.open(RepositorySettings.h2(scratch),
        "rehearsal")) {
      System.out.println("repository open, stop asked: " + context.stopSignal().isRequested());
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Cli cli = new Cli(() -> {
      throw new IllegalStateException("a rehearsal starts nothing");
    }, Clock.systemUTC());
    String state = scratch.toString();
    cli.run(out, out, "history", "--state", state);
    cli.run(out, out, "history", "--state", state, "--steps", "-o", "json");
    cli.run(out, out, "status", "--state", state);
    cli.run(out, out, "status", "--help");
  }
}
