/**
 * What the operator asked for, checked.
 *
 * <p>A {@link MigrationPlan} is values only: where it came from (a file, a test) is no concern of
 * this room. Whatever contradicts itself without a look at the world cannot be constructed; the rest
 * is for the preflight. {@link MigrationId} is the identity of a migration in every place that has
 * one: job instance, creation token, state folder, sentinel.
 */
@NullMarked
package io.efsmigrator.plan;

import org.jspecify.annotations.NullMarked;
