/**
 * The manifest into the target tree.
 *
 * <p>{@link io.efsmigrator.copy.EntryCopier} does one entry. For a file:
 *
 * <ol>
 * <li>open the source without following a link and without waiting for a fifo; it must be a file;
 * <li>open or create the target in place, without a temporary name and without looking first; what is
 * no file there, or has further names, is removed and created anew;
 * <li>set owner, ACL and mode while the file is empty, cut off what an earlier attempt left;
 * <li>copy and hash the content, leaving out holes;
 * <li>set the other extended attributes, if the source's file system can have any;
 * <li>stat the source again: a file that changed is tried again, then left <i>in flux</i>;
 * <li>set-id bits, then the modification time, then close.
 * </ol>
 *
 * <p>The modification time is the commit mark. Until step 7 it differs from the source's, so whatever a
 * crash leaves behind is found by the next comparison; within a pass the chunk is done again anyway,
 * because the ledger does not count it. A file that failed half-way is removed, one in flux gets a time
 * that no file has. An I/O error of a write or of close means that data may be lost: the file is
 * discarded and copied once more, never synced again, and a second one ends the step. Durability is the
 * caller's: one {@code syncfs} for a chunk, then its ledger.
 *
 * <p>{@link io.efsmigrator.copy.TreeFinisher} does the rest when all files are there: hard links, then
 * deletes (under the fuse), then attributes of directories, the deepest first. Its work has one order,
 * so the number of entries in its ledger is its whole state: target durable, then ledger, and a crash
 * repeats at most one batch, which is harmless because each entry looks before it acts.
 *
 * <p>{@link io.efsmigrator.copy.CommitMarks} undoes step 6 for a file whose content a verification
 * found to differ behind it.
 *
 * <p>What the target refuses of owner, attributes and ACLs is noted beside the success of the entry
 * ({@link io.efsmigrator.copy.Problems}), and the mode is narrowed rather than give a right that the
 * source does not give.
 *
 * <p>Every change asks the {@link io.efsmigrator.manifest.CopyGuard} first. Nothing is removed but by
 * {@link io.efsmigrator.posix.Removal}.
 */
@NullMarked
package io.efsmigrator.copy;

import org.jspecify.annotations.NullMarked;
