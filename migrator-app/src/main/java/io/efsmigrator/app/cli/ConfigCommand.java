package io.efsmigrator.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator config}: the roof over what can be done with a migration file alone. */
@Command(name = "config", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator config init migration.yaml",
  "  migrator config check migration.yaml"}, description = "Writes and checks migration files.", subcommands = {
    ConfigInitCommand.class, ConfigCheckCommand.class})
final class ConfigCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of its commands?");
  }
}
