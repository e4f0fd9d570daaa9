package io.efsmigrator.cluster;

/** How a node's agent is doing, judged by its log. */
public sealed interface NodeHealth {

  /** The log shows an agent at work and nothing that speaks against it. */
  record Healthy() implements NodeHealth {}

  /** The log shows trouble; {@code evidence} is the line that says so. */
  record Broken(String evidence) implements NodeHealth {}

  /** The log says neither; {@code evidence} is what was seen instead. */
  record Unclear(String evidence) implements NodeHealth {}
}
