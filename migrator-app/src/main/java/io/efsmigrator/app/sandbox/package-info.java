/**
 * An EFS endpoint and a two-node cluster on this machine, so that the whole guide can be run, killed
 * and restarted by anyone without an account.
 *
 * <p>What is pretended: the service (a loopback server that speaks the real wire protocol), the
 * nodes (directories with programs of their own, by kind) and the mounts (a table that says which
 * directory is which file system). What is real: everything that the migrator itself does. All state
 * is in files below one directory and replaced atomically, so a sandbox that is killed opens again
 * where it was; the nodes' agents are processes of their own and do not notice.
 */
@NullMarked
package io.efsmigrator.app.sandbox;

import org.jspecify.annotations.NullMarked;
