/**
 * Both trees, directory by directory, into a manifest.
 *
 * <p>The frontier (directories still to list) is a stack in a file, so that the scan soon comes to files;
 * entries are looked at in portions, and problems go to a file of their own: so memory does not grow
 * with the tree. It grows with one thing, the largest directory, whose names are compared as a whole:
 * some 35 bytes for a name of 20. A batch of {@link io.efsmigrator.scan.TreeScanner}:
 *
 * <ol>
 * <li>lists the next directories on both sides, in parallel, and stats their entries; those that the
 * target lacks are created there, closed to everybody but their owner, and before anything is created
 * in a directory its default ACL is taken away;
 * <li>appends child directories to the frontier, differences to the segments (directories taking
 * turns), names that share an inode to a file of their own, and syncs all of them;
 * <li>replaces the checkpoint, which holds the lengths of all these files.
 * </ol>
 *
 * <p>After a crash in 1 or 2, the target has directories that the checkpoint does not know and files
 * have tails that it does not cover: the tails are cut off and the same directories are listed again;
 * the new ones are found there, with the wrong mode, and are finished like any other. After 3 the batch
 * is done. The checkpoint is never ahead of the files, so a kill costs one batch and loses nothing.
 * Problems of the last batch are handed over again, since their receiver may have died with them.
 *
 * <p>When the frontier is empty, the fuse is checked. Then the names that share an inode are sorted on
 * disk by inode and path, and each group is judged as a whole; at last the summary is written.
 *
 * <p>A segment that takes no more entries may be copied while the scan goes on. That is sound because a
 * directory is listed once, before any of its entries is handed over, and because what would take a
 * directory of the target away, with all that is to be listed below it, comes with the last segments,
 * behind the fuse.
 *
 * <p>A directory that was not listed to its end on a side yields a problem and nothing else: no
 * copy, no delete, no child. An I/O error in a listing ends the scan.
 */
@NullMarked
package io.efsmigrator.scan;

import org.jspecify.annotations.NullMarked;
