/**
 * Holds the documents and the commands together.
 *
 * <p>In: every Markdown file, help text, remedy and example that shows a command, and what the tests
 * have run. Out: a failure for each documented command that the program does not take, or that no
 * test has run to the exit code that belongs to it.
 */
@NullMarked
package io.efsmigrator.app.documents;

import org.jspecify.annotations.NullMarked;
