/**
 * How a command ends: its exit code and, if it ends badly, one line what and one line what to do.
 *
 * <p>Every room of the application may throw an {@link io.efsmigrator.app.outcome.OperatorError};
 * only the command line prints it. Nothing else is in here, and it needs nothing else.
 */
@NullMarked
package io.efsmigrator.app.outcome;

import org.jspecify.annotations.NullMarked;
