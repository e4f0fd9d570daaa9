package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.RunCommands;
import java.time.Duration;

/** For a cluster whose nodes are reached in another way. */
final class NoRunCommands implements RunCommands {

  @Override
  public Agent agent(ManagedInstanceId node) {
    throw new AssertionError("asked for the agent of " + node);
  }

  @Override
  public String send(ManagedInstanceId node, String script, Duration deliverWithin,
      Duration runWithin) {
    throw new AssertionError("sent to " + node);
  }

  @Override
  public Invocation look(ManagedInstanceId node, String order) {
    throw new AssertionError("looked at " + node);
  }

  @Override
  public void cancel(ManagedInstanceId node, String order) {
    throw new AssertionError("cancelled at " + node);
  }
}
