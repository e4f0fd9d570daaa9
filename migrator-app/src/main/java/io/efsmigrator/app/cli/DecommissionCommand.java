package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.efs.RecoveryPointArn;
import io.efsmigrator.plan.BackupEvidence;
import io.efsmigrator.plan.DecommissionOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrator decommission}: deletes the source, if nothing needs it any more. */
@Command(name = "decommission", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator decommission -c migration.yaml",
  "  migrator decommission -c move.yaml --confirm fs-01234567 --recovery-point ARN"}, description = {
    "Deletes the source file system of a migration that is over. This cannot be undone.",
    "Without --confirm it shows what it checks, deletes nothing and ends with exit 5."})
final class DecommissionCommand extends RunCommand {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final Duration SHORTEST_SOAK = Duration.ofHours(1);
  private static final Duration LONGEST_SOAK = Duration.ofDays(50);

  @Option(names = "--confirm", paramLabel = "FILE-SYSTEM", description = "The id of the source, typed in full, at every start.")
  @Nullable
  String confirm;

  @Option(names = "--recovery-point", paramLabel = "ARN", description = "The backup that is left of the source; AWS Backup is asked for it.")
  @Nullable
  String recoveryPoint;

  @Option(names = "--without-backup", description = "There is no backup, and none is wanted.")
  boolean withoutBackup;

  @Option(names = "--soak", paramLabel = "TIME", defaultValue = "24h", description = "No client may have been connected for so long, 1h to 50d (default: ${DEFAULT-VALUE}).")
  String soak = "24h";

  DecommissionCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    MigrationConfig config = state.requiredConfig();
    DecommissionOrder order = new DecommissionOrder(Optional.ofNullable(confirm), backup(),
        soak(config), System.getProperty("user.name"));
    return launcher.get().decommission(config, order, state.repository(), listener);
  }

  private Optional<BackupEvidence> backup() {
    if (withoutBackup && recoveryPoint != null) {
      throw new OperatorError(ExitCode.USAGE,
          "--recovery-point and --without-backup say opposite things", "Give one of them.");
    }
    if (recoveryPoint != null) {
      try {
        return Optional.of(new BackupEvidence.RecoveryPoint(new RecoveryPointArn(recoveryPoint)));
      } catch (IllegalArgumentException e) {
        throw new OperatorError(ExitCode.USAGE, "--recovery-point is " + e.getMessage(),
            "Copy it from the backup vault in the console.");
      }
    }
    return withoutBackup ? Optional.of(new BackupEvidence.Waived()) : Optional.empty();
  }

  private Duration soak(MigrationConfig config) {
    Matcher matcher = TIME.matcher(soak);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration time = switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
      // In a sandbox nobody has a day to wait, and nothing is lost.
      boolean longEnough = config.sandbox().isPresent() || time.compareTo(SHORTEST_SOAK) >= 0;
      if (longEnough && time.compareTo(LONGEST_SOAK) <= 0) {
        return time;
      }
    }
    throw new OperatorError(ExitCode.USAGE, "--soak: this time is not allowed",
        "Use 1h to 50d, such as 24h or 7d.");
  }
}
