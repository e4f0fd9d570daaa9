package io.efsmigrator.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator} itself: only the roof over its commands. */
@Command(name = "migrator", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = {
  "Moves an HA cluster's data from one Amazon EFS file system to another,",
  "as one job that can be killed and restarted at any time.", ""}, subcommands = {DemoCommand.class,
    PlanCommand.class,
    LaunchCommand.class, RestartCommand.class,
    StopCommand.class, AbandonCommand.class, ApproveCommand.class, StatusCommand.class,
    HistoryCommand.class,
    CopyCommand.class, VerifyCommand.class,
    CommandLine.HelpCommand.class}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
      "0:completed", "1:failed; `restart` goes on where it was", "2:usage or configuration",
      "3:stopped, or waiting for an approval or an obligation",
      "4:verification found differences, or problems are left",
      "5:refused by a safety rule; nothing was changed",
      "130:interrupted; `restart` goes on where it was"})
final class MigratorCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
