package io.efsmigrator.app.sandbox.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be done to the throughput of a file system, and when.
 *
 * <p>After a switch to provisioned or an increase, EFS allows neither another mode nor a decrease for
 * 24 hours. It says so with {@code TooManyRequests}, which looks like throttling and is not: no
 * number of retries helps. More throughput may be ordered at any time.
 */
final class ThroughputRules {

  private static final Set<String> MODES = Set.of("bursting", "provisioned", "elastic");
  private static final Duration LOCK = Duration.ofHours(24);
  private static final double MAX_MIBPS = 3414;
  private static final DateTimeFormatter UTC = DateTimeFormatter
      .ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final Clock clock;

  ThroughputRules(Clock clock) {
    this.clock = clock;
  }

  /** Applies what the request asks for to the row of a new or an existing file system. */
  void set(ObjectNode row, EfsRequest request) {
    ObjectNode fileSystem = EfsStore.description(row);
    String was = fileSystem.path("ThroughputMode").asString("");
    String mode = request.text("ThroughputMode").orElse(was.isEmpty() ? "bursting" : was);
    if (!MODES.contains(mode)) {
      throw EfsError.badRequest("ThroughputMode '" + mode + "' does not exist.");
    }
    if (mode.equals("elastic") && fileSystem.path("PerformanceMode").asString().equals("maxIO")) {
      throw EfsError.badRequest("Elastic throughput is not supported with maxIO.");
    }
    double wasMibps = fileSystem.path("ProvisionedThroughputInMibps").asDouble(0);
    double mibps = mibps(request.body().path("ProvisionedThroughputInMibps"), mode, wasMibps);
    boolean otherMode = !was.isEmpty() && !was.equals(mode);
    boolean decrease = mode.equals("provisioned") && mibps < wasMibps;
    refuseWhileLocked(row, otherMode || decrease);
    fileSystem.put("ThroughputMode", mode);
    if (mode.equals("provisioned")) {
      fileSystem.put("ProvisionedThroughputInMibps", mibps);
      if (otherMode || mibps > wasMibps) {
        row.put("throughputRaisedAt", clock.millis());
      }
    } else {
      fileSystem.remove("ProvisionedThroughputInMibps");
    }
  }

  private static double mibps(JsonNode asked, String mode, double was) {
    if (!mode.equals("provisioned")) {
      if (asked.isNumber()) {
        throw EfsError.badRequest("ProvisionedThroughputInMibps is for mode provisioned only.");
      }
      return 0;
    }
    double mibps = asked.isNumber() ? asked.asDouble() : was;
    if (mibps < 1) {
      throw EfsError.badRequest("ProvisionedThroughputInMibps must be at least 1.");
    }
    if (mibps > MAX_MIBPS) {
      throw new EfsError(400, "ThroughputLimitExceeded",
          "At most " + MAX_MIBPS + " MiB/s can be provisioned.");
    }
    return mibps;
  }

  private void refuseWhileLocked(ObjectNode row, boolean restricted) {
    Instant until = lockedUntil(row);
    if (restricted && clock.instant().isBefore(until)) {
      throw new EfsError(429, "TooManyRequests",
          "Throughput mode changes and decreases are possible once in 24 hours. Wait until "
              + UTC.format(until) + " and try again.");
    }
  }

  Instant lockedUntil(JsonNode row) {
    JsonNode raised = row.path("throughputRaisedAt");
    return raised.isNumber()
        ? Instant.ofEpochMilli(raised.asLong()).plus(LOCK)
        : Instant.EPOCH;
  }
}
