package io.efsmigrator.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * A person's order to delete the source, given anew at every start.
 *
 * @param typed the id of the source exactly as it was typed; empty if none was
 * @param backup what is left of the data; empty if nothing was said about it
 * @param soak how long no client may have been connected to the source
 * @param actor who gives the order
 */
public record DecommissionOrder(Optional<String> typed, Optional<BackupEvidence> backup,
    Duration soak, String actor) {

  public DecommissionOrder {
    if (soak.isNegative()) {
      throw new IllegalArgumentException("a soak time cannot be negative: " + soak);
    }
  }

  /**
   * Whether the source of that migration was confirmed: letter by letter, because whoever corrects
   * what was typed might correct it into the wrong file system.
   */
  public boolean confirms(MigrationId migration) {
    return typed.filter(migration.source().value()::equals).isPresent();
  }
}
