/**
 * Starting, restarting and stopping a run so that exactly one process works on a migration.
 *
 * <p>In comes a job and the identity of a migration; out goes a {@link RunResult}. The path is the
 * same for a first launch and for a restart: take the run lock, heal what a dead process left in the
 * repository, start with the same identity. While the run lasts a heartbeat renews its lease; a
 * process that could not renew in time stops writing by itself, before another may take over.
 *
 * <p>After a crash the lock is free at once, because it dies with its process. What the crash left
 * behind (an instance without an execution, a step that says STARTED) is put right by the next run,
 * under the lock, and says so in its exit description.
 */
@NullMarked
package io.efsmigrator.app.launch;

import org.jspecify.annotations.NullMarked;
