package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationId;
import java.util.Optional;

/** How far a migration has got with its cutover, from the history of its steps. */
public interface CutoverRecord {

  /** Whether the writers were ever asked to pause: from then on quiet nodes are no sign of trouble. */
  boolean begun(MigrationId migration);

  /**
   * The evidence, in one line, that the final pass was proved: its files verified, and a comparison
   * of both trees after it found nothing. Without it no node is ever switched.
   */
  Optional<String> finalPassProof(MigrationId migration);
}
