/**
 * The two nodes and what can be asked of them.
 *
 * <p>{@link Nodes} has the questions and {@link Cluster} the guide's verbs; an adapter turns each into
 * commands that go through a {@link NodeChannel}, the one way to a node, whatever carries it.
 * Commands are argument vectors, never lines for a shell. What was run where stands with
 * {@link NodeJobs}: a long command survives a lost connection and a killed migrator, and is found
 * again by its key instead of being started twice.
 */
@NullMarked
package io.efsmigrator.cluster;

import org.jspecify.annotations.NullMarked;
