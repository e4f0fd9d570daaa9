package io.efsmigrator.stage;

import io.efsmigrator.plan.MigrationPlan;

/**
 * One stage of the guide that is not the copying itself.
 *
 * <p>Stateless. Called at least once, and again from the top after a crash or a {@code Waiting}: so
 * it looks before it acts, and acting twice must not hurt. Never sleeps, never retries in a loop:
 * waiting is an answer, and the caller holds the clock and the deadline
 * ({@link GuideStage#deadline}). What it cannot tell it answers with {@code Blocked}, never with
 * {@code Completed}.
 *
 * <p>What EFS, a node or a mount refuses becomes an outcome too; only mistakes in this program and a
 * database that is lost leave a stage as exceptions.
 */
@FunctionalInterface
public interface Stage {

  /** Does the next thing that is missing, if any, and says how things stand. */
  StageOutcome run(MigrationPlan plan);
}
