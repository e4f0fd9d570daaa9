package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code migrator copy}: the data plane alone. */
@Command(name = "copy", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator copy /mnt/source /mnt/target",
  "  migrator copy /mnt/source /mnt/target --delete --mibps 50"}, description = {
    "Makes TARGET equal to SOURCE, and verifies it.",
    "One pass. Takes up an unfinished run of the same two directories, else starts a new one."})
final class CopyCommand extends RunCommand {

  @Mixin
  final PairOptions directories = new PairOptions();

  @Option(names = "--delete", description = "Also delete from TARGET what SOURCE does not have.")
  boolean delete;

  @Option(names = "--max-delete", paramLabel = "N", defaultValue = "1000", description = "The fuse: a pass that would delete more stops instead (default: ${DEFAULT-VALUE}).")
  long maxDelete;

  @Option(names = "--verify", paramLabel = "MODE", defaultValue = "full", description = "none, metadata, sample or full (default: ${DEFAULT-VALUE}).")
  VerifyMode verify = VerifyMode.FULL;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "96", description = "Files in flight (default: ${DEFAULT-VALUE}).")
  int threads = CopySettings.DEFAULT.threads();

  @Option(names = "--xattrs", paramLabel = "HOW", defaultValue = "auto", description = "Extended attributes and ACLs. auto: copied where SOURCE has them, and what TARGET refuses is a problem; off: left out (default: ${DEFAULT-VALUE}).")
  Xattrs xattrs = CopySettings.DEFAULT.xattrs();

  @Mixin
  final PaceOptions pace = new PaceOptions();

  CopyCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    if (maxDelete < 0 || threads < 1 || threads > 1_024) {
      throw new ParameterException(spec.commandLine(),
          "--max-delete must be 0 or more, --threads 1 to 1024");
    }
    CopyOptions options = new CopyOptions(
        delete ? CopyOptions.Extras.DELETE : CopyOptions.Extras.KEEP, maxDelete,
        verify, threads, xattrs, Optional.of(pace.settings(spec)));
    DirectoryPair pair = directories.pair();
    RepositorySettings repository = state.repository();
    return launcher.get().copy(pair, options, repository, listener);
  }
}
