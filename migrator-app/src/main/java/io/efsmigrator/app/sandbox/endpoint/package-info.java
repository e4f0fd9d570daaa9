/**
 * A small EFS: the API of 2015-02-01 as the unchanged AWS SDK speaks it, on loopback.
 *
 * <p>Systems Manager's Run Command is there as well, and really runs scripts ({@link SsmOperations}).
 *
 * <p>In comes HTTP, out go the documented shapes and error codes. States take time on an injected
 * clock, creation tokens are idempotent, throughput obeys the 24-hour rule, and faults can be ordered
 * for the next calls. After a crash the state file holds the last answered change or the one before
 * it, never half of one; a change is on disk before its answer is sent.
 */
@NullMarked
package io.efsmigrator.app.sandbox.endpoint;

import org.jspecify.annotations.NullMarked;
