package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrator verify}: are two directories equal? */
@Command(name = "verify", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator verify /mnt/source /mnt/target --mode metadata"}, description = {
    "Compares TARGET with SOURCE and changes neither.",
    "Exit 4 if they differ."})
final class VerifyCommand extends RunCommand {

  @Mixin
  final PairOptions directories = new PairOptions();

  @Option(names = "--mode", paramLabel = "MODE", defaultValue = "full", description = "metadata, sample or full (default: ${DEFAULT-VALUE}).")
  VerifyMode mode = VerifyMode.FULL;

  @Option(names = "--xattrs", paramLabel = "HOW", defaultValue = "auto", description = "Extended attributes and ACLs. auto: compared where SOURCE has them; off: left out (default: ${DEFAULT-VALUE}).")
  Xattrs xattrs = CopySettings.DEFAULT.xattrs();

  VerifyCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    DirectoryPair pair = directories.pair();
    RepositorySettings repository = state.repository();
    return launcher.get().verify(pair, mode, xattrs, repository, listener);
  }
}
