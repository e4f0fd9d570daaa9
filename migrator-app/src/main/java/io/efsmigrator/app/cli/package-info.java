/**
 * The commands, one in a file: what an operator types and what comes back.
 *
 * <p>A command reads its options, asks {@code launch} or {@code history} and prints. Whatever can be
 * answered without a Spring context is. Errors are two lines, {@code error:} and {@code fix:}; the stack
 * trace goes to the log of the state folder. Text from outside is escaped before it is printed, so a file
 * name cannot steer a terminal.
 */
@NullMarked
package io.efsmigrator.app.cli;

import org.jspecify.annotations.NullMarked;
