package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.ThroughputMode;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.VerifyMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator should know before the start. The plan stands as it is, whatever is said here. */
final class Advice {

  /** From here on the guide advises Provisioned throughput for the time of the copy. */
  static final long LARGE_BYTES = 10L << 30;

  private Advice() {}

  static List<Finding> of(MigrationPlan plan, Optional<FileSystem> source) {
    List<Finding> advice = new ArrayList<>();
    if (plan.verify() == VerifyMode.NONE) {
      advice.add(Finding.block("verify", "the plan verifies nothing, and ends in a cutover",
          "Choose verify: full, sample or metadata."));
    }
    if (plan.target().performanceMode() == PerformanceMode.MAX_IO) {
      advice.add(Finding.warn("performance mode",
          "Max I/O is a previous-generation mode with a higher latency for each request;"
              + " AWS advises General Purpose with Elastic throughput today",
          "If in doubt choose performance-mode generalPurpose; it cannot be changed later."));
    }
    source.ifPresent(found -> {
      advice.add(size(plan, found));
      if (found.performanceMode() == plan.target().performanceMode()) {
        advice.add(Finding.warn("performance mode",
            "the source has " + found.performanceMode() + " already",
            "If only throughput is the limit: it can be changed in place, without a migration."));
      }
    });
    plan.target().raise().ifPresent(raise -> advice.add(cost(raise)));
    advice.add(Finding.warn("not checked",
        "EC2: whether a security group lets the nodes reach port 2049,"
            + " and who holds the Elastic IP; whether the source's KMS key is enabled",
        "Check them in the console."));
    return advice;
  }

  private static Finding size(MigrationPlan plan, FileSystem source) {
    String size = "EFS estimates the source at " + (source.sizeBytes() >> 20) + " MiB";
    boolean large = source.throughput().mode() == ThroughputMode.BURSTING
        && source.sizeBytes() > LARGE_BYTES && plan.target().raise().isEmpty();
    return Finding.ok("size", large
        ? size + "; whether raised throughput would help is under credits"
        : size);
  }

  private static Finding cost(RaisedThroughput raise) {
    String where = switch (raise.side()) {
      case BOTH -> "both file systems";
      case SOURCE -> "the source";
      case TARGET -> "the target";
    };
    return Finding.warn("throughput",
        raise.throughput() + " on " + where + " costs about "
            + raise.usdPerDay().multiply(BigDecimal.valueOf(raise.side().fileSystems()))
            + " USD a day until it is lowered, at the earliest after 24 hours",
        "Do not forget `migrator throughput restore` then.");
  }
}
