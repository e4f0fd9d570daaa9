package io.efsmigrator.app.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator} itself: only the roof over its commands. */
@Command(name = "migrator", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator demo",
  "  migrator plan -c migration.yaml",
  "  migrator launch -c migration.yaml"}, description = {
    "Moves an HA cluster's data from one Amazon EFS file system to another,",
    "as one job that can be killed and restarted at any time.",
    ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
      "0:completed", "1:failed; `restart` goes on where it was", "2:usage or configuration",
      "3:stopped, or waiting for an approval or an obligation",
      "4:verification found differences, or problems are left",
      "5:refused by a safety rule; nothing was changed",
      "130:interrupted; `restart` goes on where it was"})
final class MigratorCommand implements Runnable {

  /** In the order in which the help lists them. */
  static final Map<String, Class<?>> COMMANDS = commands();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand.class);
    commands.put("plan", PlanCommand.class);
    commands.put("launch", LaunchCommand.class);
    commands.put("restart", RestartCommand.class);
    commands.put("stop", StopCommand.class);
    commands.put("throttle", ThrottleCommand.class);
    commands.put("throughput", ThroughputCommand.class);
    commands.put("abandon", AbandonCommand.class);
    commands.put("approve", ApproveCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("history", HistoryCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("serve", ServeCommand.class);
    commands.put("copy", CopyCommand.class);
    commands.put("verify", VerifyCommand.class);
    commands.put("archive", ArchiveCommand.class);
    commands.put("rollback", RollbackCommand.class);
    commands.put("decommission", DecommissionCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("completion", CompletionCommand.class);
    commands.put("help", CommandLine.HelpCommand.class);
    return Collections.unmodifiableMap(commands);
  }
}
