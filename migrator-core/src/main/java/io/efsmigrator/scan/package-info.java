/**
 * Both trees, directory by directory, into a manifest.
 *
 * <p>The frontier (directories still to list) is a file that grows at its end and is read from its
 * front, so memory does not grow with the tree. A batch of {@link io.efsmigrator.scan.TreeScanner}:
 *
 * <ol>
 * <li>lists the next directories on both sides, in parallel, and stats their entries;
 * <li>creates missing directories in the target, closed to everybody but their owner;
 * <li>appends child directories to the frontier, differences to the segments (directories taking
 * turns), names that share an inode to a file of their own, and syncs all of them;
 * <li>replaces the checkpoint, which holds the lengths of all these files.
 * </ol>
 *
 * <p>After a crash before 2 nothing has happened. After one in 2 or 3, the target has directories that
 * the checkpoint does not know and files have tails that it does not cover: the tails are cut off
 * and the same directories are listed again, and the new ones are found there, with the wrong mode,
 * and are finished like any other. After 4 the batch is done. The checkpoint is never ahead of the
 * files, so a kill costs one batch and loses nothing. Problems of the last batch are handed over again,
 * since their receiver may have died with them.
 *
 * <p>When the frontier is empty, the names that share an inode are sorted on disk by inode and path,
 * and each group is judged as a whole; then the fuse is checked and the summary written.
 *
 * <p>A directory that was not listed to its end on a side yields a problem and nothing else: no
 * copy, no delete, no child. An I/O error in a listing ends the scan.
 */
@NullMarked
package io.efsmigrator.scan;

import org.jspecify.annotations.NullMarked;
