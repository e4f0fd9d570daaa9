/**
 * The jobs: which steps there are, in which order, and how each is restarted.
 *
 * <p>{@link io.efsmigrator.app.job.MigrationJobConfiguration} is the table of contents. A stage of
 * the control plane becomes a step through {@code StageTasklet}; scanning, copying and verifying
 * become tasklets that do one durable batch a tick, and partitioned chunk steps that are thin over
 * core. Passes are {@code PassStep}s of inner steps.
 *
 * <p>Every step persists its restored context before it begins, runs in the repository's
 * transactions, and asks one interruption policy before each chunk. After a crash a step goes on at
 * what the files say, never at what its context says; the context is there for people.
 */
@NullMarked
package io.efsmigrator.app.job;

import org.jspecify.annotations.NullMarked;
