package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.stage.GuideStage;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrator approve}: a person's yes to the cutover. */
@Command(name = "approve", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator approve -c migration.yaml -m 'calls are low'"}, description = {
    "Says yes to the cutover; `restart` then goes on."})
final class ApproveCommand implements Callable<Integer>, HasState {

  private static final int LONGEST_COMMENT = 1_000;

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = {"-m",
    "--comment"}, paramLabel = "TEXT", defaultValue = "", description = "Kept with the approval.")
  String comment = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  ApproveCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if (comment.length() > LONGEST_COMMENT) {
      throw new OperatorError(ExitCode.USAGE,
          "the comment is longer than " + LONGEST_COMMENT + " characters", "Shorten it.");
    }
    RepositorySettings repository = state.repository();
    String migration = state.requiredConfig().plan().id().toString();
    String gate = GuideStage.APPROVE_CUTOVER.stepName();
    String actor = System.getProperty("user.name");
    Optional<Owner> owner = Owner.of(repository.stateDirectory());
    if (owner.isPresent()) {
      owner.get().approve(migration, gate, actor, comment);
    } else {
      launcher.get().approve(migration, gate, actor, comment, repository);
    }
    spec.commandLine().getOut().println("approved by " + actor + "; `migrator restart` goes on");
    return ExitCode.COMPLETED.code();
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
