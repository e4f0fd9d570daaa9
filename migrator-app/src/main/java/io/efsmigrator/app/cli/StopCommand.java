package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code migrator stop}: ask a run to end in good order. */
@Command(name = "stop", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator stop"}, description = {
    "Asks the run to stop after the chunk in hand.",
    "It can be restarted."})
final class StopCommand implements Callable<Integer>, HasState {

  @Mixin
  final StateOptions state = new StateOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  StopCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    RepositorySettings repository = state.repository();
    Optional<Owner> owner = Owner.of(repository.stateDirectory());
    if (owner.isPresent()) {
      owner.get().stop();
      spec.commandLine().getOut()
          .println("asked process " + owner.get().pid() + " to stop after the chunk in hand");
      return ExitCode.COMPLETED.code();
    }
    Optional<String> migration = state.config().map(config -> config.plan().id().toString());
    if (!repository.isH2() && launcher.get().requestStop(migration, repository)) {
      spec.commandLine().getOut()
          .println("asked the run to stop; it hears of it with its next heartbeat");
      return ExitCode.COMPLETED.code();
    }
    throw new OperatorError(ExitCode.USAGE, "nothing runs in " + repository.stateDirectory(),
        "See `migrator status`; name another state folder with --state or -c.");
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
