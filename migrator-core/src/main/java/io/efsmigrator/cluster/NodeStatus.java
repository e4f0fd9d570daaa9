package io.efsmigrator.cluster;

import io.efsmigrator.efs.DnsName;
import java.util.Optional;

/**
 * One look at one node. Each part stands for itself: a question that fails makes its own part
 * unknown and hides no other.
 *
 * @param endpoint the file system the node is configured for; empty if it could not be read
 */
public record NodeStatus(NodeRole role, NodeHealth health, Optional<DnsName> endpoint,
    WriterState writers) {}
