package io.efsmigrator.app.config;

import java.util.Optional;

/**
 * Whether both file systems get provisioned throughput while the copy runs.
 *
 * @param raiseToMibps absent means: leave the throughput alone
 */
public record ThroughputSettings(Optional<Long> raiseToMibps) {}
