package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.RollbackOrder;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrator rollback}: the cluster back to the source, with everything written since. */
@Command(name = "rollback", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator rollback -c migration.yaml --dry-run",
  "  migrator rollback -c migration.yaml --confirm fs-0fedcba9876543210"}, description = {
    "Leads both nodes back to the source, after copying back what was written since the switch.",
    "Without --confirm it shows what it checks, changes nothing and ends with exit 5.",
    "The migration cannot go on after that; the target is kept."})
final class RollbackCommand extends RunCommand {

  @Option(names = "--confirm", paramLabel = "FILE-SYSTEM", description = "The id of the target, typed in full; once.")
  @Nullable
  String confirm;

  @Option(names = "--dry-run", description = "Show the checks and the steps, change nothing; exit 5 if it would be refused.")
  boolean dryRun;

  RollbackCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    MigrationConfig config = state.requiredConfig();
    RollbackOrder order = new RollbackOrder(Optional.ofNullable(confirm),
        System.getProperty("user.name"));
    return dryRun
        ? launcher.get().rehearseRollback(config, order, state.repository(), listener)
        : launcher.get().rollback(config, order, state.repository(), listener);
  }
}
