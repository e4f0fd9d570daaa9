package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationId;

/** Where stages leave what they found. A stage that runs again reports again. */
@FunctionalInterface
public interface Findings {

  void report(MigrationId migration, Finding finding);
}
