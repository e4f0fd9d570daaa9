package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationId;
import java.util.Optional;

/** The decisions of people at the gates of a migration. */
@FunctionalInterface
public interface Approvals {

  /** The yes to cutting over, if it was given. */
  Optional<Approval> forCutover(MigrationId migration);
}
