/**
 * How fast a run goes: limits a second, the number of threads at work, and the hours it may work in.
 *
 * <p>{@link io.efsmigrator.app.pace.Throttle} is core's {@code Pace} over token buckets, whose limits
 * can be changed while it is asked. {@link io.efsmigrator.app.pace.PacedPool} lets as many threads work
 * as the measured latency suggests. {@link io.efsmigrator.app.pace.Pacing} holds both for one run and
 * looks every two seconds what {@code migrator throttle} has written into the database, and whether the
 * window is still open. A stop of the run ends every wait in here.
 */
@NullMarked
package io.efsmigrator.app.pace;

import org.jspecify.annotations.NullMarked;
