package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationId;
import java.util.Optional;

/**
 * Whether the final pass was proved: its files verified, and a comparison of both trees after it found
 * nothing. Without that no node is ever switched.
 */
@FunctionalInterface
public interface FinalPassProof {

  /** The evidence in one line, if there is any. */
  Optional<String> find(MigrationId migration);
}
