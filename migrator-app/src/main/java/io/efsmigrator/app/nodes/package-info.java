/**
 * The nodes of the cluster: how commands get there, and which commands they are.
 *
 * <p>{@link LocalChannel} runs commands on this machine; other channels can stand beside it.
 * {@link DetachedJobs} starts commands that outlive the connection and finds them again by their
 * directory on the node: it is made atomically, so a command is started once, however often it is
 * asked for. {@link ClusterMgrCluster} is the guide's cluster: it knows the verbs of
 * {@code cluster-mgr}, answers its data question with no, and takes nothing for an answer that it does
 * not understand. Every argument passes as it is; no line is ever put together for a shell.
 *
 * <p>After a crash a waited-for command has run or not, which its caller looks up on the node; a
 * detached one is found running, ended or lost, and lost is never success.
 */
@NullMarked
package io.efsmigrator.app.nodes;

import org.jspecify.annotations.NullMarked;
