/**
 * The operating system, as bytes and numbers.
 *
 * <p>Linux calls over {@code java.lang.foreign}: names are byte strings, times have nanoseconds,
 * every call below a root is relative to an open directory descriptor and follows no symbolic link,
 * and an error number is a type. Nothing here knows what a migration is.
 */
@NullMarked
package io.efsmigrator.posix;

import org.jspecify.annotations.NullMarked;
