/**
 * The operating system, as bytes and numbers.
 *
 * <p>In come a root and names, which are byte strings; out come what Linux says about them, with times
 * to the nanosecond, and errors whose number is a type. A {@link io.efsmigrator.posix.DirectoryTree}
 * leads to any {@link io.efsmigrator.posix.Directory} below its root, however deep, and a directory to
 * its {@link io.efsmigrator.posix.OpenFile files}. Below a root every call is relative to an open
 * descriptor and follows no symbolic link, so whoever changes the tree meanwhile cannot lead a read or
 * a write out of it; no open waits for a fifo; no listing that failed passes for a whole one.
 *
 * <p>Native calls go through {@code java.lang.foreign}: all handles are in two classes, and one rule
 * captures the error number and repeats what a signal interrupted. Nothing is kept between calls, so
 * there is nothing to repair after a crash; durable is what was synced, no more. Nothing here knows what
 * a migration is.
 */
@NullMarked
package io.efsmigrator.posix;

import org.jspecify.annotations.NullMarked;
