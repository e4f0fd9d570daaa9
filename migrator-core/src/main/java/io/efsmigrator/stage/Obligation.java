package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Something owed later: a raised throughput that has to be lowered again, at the earliest when EFS
 * allows it, and what it costs each day until then.
 */
public record Obligation(FileSystemId fileSystem, Throughput raisedTo, Throughput lowerTo,
    Instant earliest, BigDecimal usdPerDay) {}
