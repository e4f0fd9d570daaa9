package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.notify.Notifications;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator config check}: is a file right, without asking AWS or a node anything? */
@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator config check migration.yaml"}, description = {
    "Reads a migration file and says what is wrong with it, or what it asks for.",
    "Asks neither AWS nor the nodes: `migrator plan` does."})
final class ConfigCheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  Path file;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  @Override
  public Integer call() {
    MigrationConfig config = MigrationFile.read(file);
    Optional<String> unreachable = Notifications.trouble(config.notices(), System.getenv());
    if (unreachable.isPresent()) {
      throw new OperatorError(ExitCode.USAGE, "nobody could be notified: " + unreachable.get(),
          "Put the address of the webhook there, or take `notify` out of the file.");
    }
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("KEY", "VALUE");
    config.canonical().forEach(table::add);
    out.print(table);
    out.println(Printable.text(file.toString()) + " is right");
    return ExitCode.COMPLETED.code();
  }
}
