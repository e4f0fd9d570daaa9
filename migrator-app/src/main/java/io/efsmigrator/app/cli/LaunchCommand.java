package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.stage.GuideStage;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrator launch}: the whole guide. */
@Command(name = "launch", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator launch -c migration.yaml",
  "  migrator launch -c migration.yaml --until verify --yes"}, description = {
    "Runs the migration from preflight to setNormal.",
    "Launching one that was interrupted goes on where it was; one that runs is refused (exit 5)."})
final class LaunchCommand extends RunCommand {

  @Option(names = "--until", paramLabel = "STEP", description = "Stop in good order after this step, such as verify.")
  @Nullable
  String until;

  @Option(names = "--yes", description = "Do not ask before the first launch.")
  boolean yes;

  @Mixin
  final HostKeyOptions hostKeys = new HostKeyOptions();

  LaunchCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    MigrationConfig config = state.requiredConfig();
    Optional<String> last = Optional.ofNullable(until);
    last.ifPresent(LaunchCommand::check);
    if (!yes) {
      Terminal.console().ifPresent(console -> confirm(console, config));
    }
    hostKeys.apply(launcher, config, spec.commandLine().getErr());
    RepositorySettings repository = state.repository();
    return launcher.get().migrate(config, repository, last, listener);
  }

  /** Delta passes have their number behind the name, so those count as well. */
  static void check(String step) {
    boolean known = Arrays.stream(GuideStage.values())
        .anyMatch(stage -> step.equals(stage.stepName())
            || (stage == GuideStage.DELTA_PASS && step.matches("deltaPass[1-9]")));
    if (!known) {
      throw new OperatorError(ExitCode.USAGE, "there is no step `" + step + "`", "Use one of: "
          + Arrays.stream(GuideStage.values()).map(GuideStage::stepName)
              .collect(Collectors.joining(", ")));
    }
  }

  private static void confirm(Console console, MigrationConfig config) {
    String question = "Migrate " + config.plan().id() + " in " + config.plan().region()
        + " to a new file system `"
        + config.plan().target().name() + "` and switch both nodes to it? (yes/no) ";
    String answer = console.readLine("%s", Printable.text(question));
    if (!"yes".equals(answer)) {
      throw new OperatorError(ExitCode.STOPPED, "not launched", "Answer yes, or use --yes.");
    }
  }
}
