/**
 * The nodes of the cluster: how commands get there, and which commands they are.
 *
 * <p>{@link LocalChannel} runs commands on this machine, {@link SshChannel} on another; both attend to
 * them in the same way ({@link Attendance}). {@link SsmChannel} goes by AWS Systems Manager.
 * {@link DetachedJobs} starts commands that outlive the connection and finds them again by their
 * directory on the node: it is made atomically, so a command is started once, however often it is
 * asked for. {@link CommandCluster} runs one command for each verb, answers
 * the data question with no, and takes nothing for an answer that it does not understand; which
 * commands those are is a matter of the kind of cluster: {@link CommandTemplates} has those of the
 * guide and of the operator, {@link FstabCommands} the scripts for plain Linux nodes. Every argument
 * passes as it is; the one line that SSH needs is made by {@link ShellLine}. {@link Masking} keeps secrets out of the
 * evidence.
 *
 * <p>After a crash a waited-for command has run or not, which its caller looks up on the node; a
 * detached one is found running, ended or lost, and lost is never success.
 */
@NullMarked
package io.efsmigrator.app.nodes;

import org.jspecify.annotations.NullMarked;
