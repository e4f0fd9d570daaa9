package io.efsmigrator.app.cli;

import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.PaceSettings.Concurrency;
import io.efsmigrator.plan.QuietHours;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How fast and when a copy goes. */
final class PaceOptions {

  @Option(names = "--mibps", paramLabel = "N", description = "At most so many MiB a second; `migrator throttle` changes it while it runs.")
  @Nullable
  Long mibps;

  @Option(names = "--files-per-second", paramLabel = "N", description = "At most so many files a second.")
  @Nullable
  Long filesPerSecond;

  @Option(names = "--requests-per-second", paramLabel = "N", description = "At most so many requests to the file systems a second.")
  @Nullable
  Long requestsPerSecond;

  @Option(names = "--window", paramLabel = "HH:MM-HH:MM", description = "Stop in good order outside of these hours (exit 3).")
  @Nullable
  String window;

  @Option(names = "--zone", paramLabel = "ZONE", description = "Where the window's clock is, such as Europe/Berlin (default: here).")
  @Nullable
  String zone;

  @Option(names = "--concurrency", paramLabel = "HOW", defaultValue = "adaptive", description = "adaptive: fewer threads while the servers answer slowly; fixed: all (default: ${DEFAULT-VALUE}).")
  Concurrency concurrency = Concurrency.ADAPTIVE;

  PaceSettings settings(CommandSpec spec) {
    try {
      PaceLimits limits = PaceLimits.NONE;
      for (PaceLimit limit : PaceLimit.values()) {
        Long given = switch (limit) {
          case MIBPS -> mibps;
          case FILES_PER_SECOND -> filesPerSecond;
          case REQUESTS_PER_SECOND -> requestsPerSecond;
        };
        limits = given == null ? limits : limits.with(limit, given);
      }
      ZoneId at = zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
      return new PaceSettings(limits, concurrency,
          Optional.ofNullable(window).map(hours -> QuietHours.parse(hours, at)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
