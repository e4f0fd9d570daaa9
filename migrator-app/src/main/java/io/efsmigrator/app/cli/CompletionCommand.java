package io.efsmigrator.app.cli;

import io.efsmigrator.app.outcome.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code migrator completion}: what a shell has to know to complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator completion"}, description = {
    "Prints the completion script for bash and zsh.",
    "Load it with: source <(migrator completion)"})
final class CompletionCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine all = Cli.all();
    spec.commandLine().getOut().print(AutoComplete.bash("migrator", all));
    return ExitCode.COMPLETED.code();
  }
}
