package io.efsmigrator.cluster;

import java.time.Duration;

/**
 * A service that carries scripts to nodes and keeps their results for a while, as AWS Systems Manager
 * does: an order is taken now and answered later.
 *
 * <p>Nothing here makes an order idempotent: one whose answer was lost may run twice, so a script has
 * to see to it itself. Whatever prevents an answer is a {@link NodeException}.
 */
public interface RunCommands {

  /** Whether the node's agent is in touch, and what to do if it is not. */
  sealed interface Agent {

    record Online() implements Agent {}

    record Away(String reason) implements Agent {}
  }

  /** How an order stands. */
  sealed interface Invocation {

    /** The service does not show it yet, which is usual right after it was sent. */
    record Unseen() implements Invocation {}

    /** The node has not begun it. */
    record Waiting() implements Invocation {}

    record Running() implements Invocation {}

    /** It ended by itself. Both outputs may have been cut by the service. */
    record Ended(int exitCode, String out, String err) implements Invocation {}

    /** It never began, and never will. */
    record NeverRun(String reason) implements Invocation {}

    /** It began and was stopped. */
    record Stopped(String reason) implements Invocation {}
  }

  Agent agent(ManagedInstanceId node);

  /**
   * Orders a script for {@code sh} and returns the order's id.
   *
   * @param deliverWithin not begun by then, it never runs; the service takes 30 s at least
   * @param runWithin running for longer, it is stopped
   */
  String send(ManagedInstanceId node, String script, Duration deliverWithin, Duration runWithin);

  Invocation look(ManagedInstanceId node, String order);

  /** Asks to stop it, or not to begin it; it may be too late for either. */
  void cancel(ManagedInstanceId node, String order);
}
