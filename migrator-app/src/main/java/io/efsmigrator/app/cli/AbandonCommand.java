package io.efsmigrator.app.cli;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator abandon}: give a migration up for good. */
@Command(name = "abandon", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator abandon 3 --yes"}, description = {
    "Gives a migration up: it can never be restarted.",
    "No data and no file system is touched."})
final class AbandonCommand implements Callable<Integer>, HasState {

  @Mixin
  final StateOptions state = new StateOptions();

  @Parameters(paramLabel = "EXECUTION", description = "Number of its last execution, as history shows it.")
  long execution;

  @Option(names = "--yes", description = "Required: there is no way back.")
  boolean yes;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  AbandonCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if (!yes) {
      throw new OperatorError(ExitCode.USAGE, "an abandoned migration can never be restarted",
          "Add --yes if that is meant.");
    }
    launcher.get().abandon(execution, state.repository());
    spec.commandLine().getOut().println("execution " + execution + " is abandoned");
    return ExitCode.COMPLETED.code();
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
