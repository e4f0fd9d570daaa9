package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.RunCommands;
import io.efsmigrator.cluster.RunCommands.Agent;
import io.efsmigrator.cluster.RunCommands.Invocation;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends short scripts to one node and waits for what they print, for a limited time. */
final class SsmScripts {

  /** A node whose agent is in touch begins within seconds. */
  static final Duration DELIVERY = Duration.ofSeconds(60);
  /** Each script waits {@link SsmJob#LONGEST_LOOK} at most, and works for moments. */
  static final Duration RUN = Duration.ofSeconds(60);
  /** Ours: a document may have 64 KB, and the script with all its arguments is a part of one. */
  static final int MAX_SCRIPT_CHARACTERS = 48_000;

  private static final Logger log = LoggerFactory.getLogger(SsmScripts.class);
  private static final Duration UNSEEN = Duration.ofSeconds(20);
  private static final Duration SLACK = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RunCommands ssm;
  private final ManagedInstanceId node;

  SsmScripts(RunCommands ssm, ManagedInstanceId node) {
    this.ssm = ssm;
    this.node = node;
  }

  /** Or a refusal with a remedy: an order for a node that is away would wait unseen. */
  void requireAgent() {
    switch (ssm.agent(node)) {
      case Agent.Online() -> {}
      case Agent.Away(var reason) -> throw new NodeException(Kind.UNREACHABLE, reason);
    }
  }

  /**
   * Runs it and returns its output. After {@link Kind#UNREACHABLE} and {@link Kind#BUSY} it may have
   * run, also more than once.
   */
  String run(List<String> argv) {
    String order = send(argv);
    boolean ended = false;
    try {
      String out = await(order);
      ended = true;
      return out;
    } finally {
      if (!ended) {
        cancel(order);
      }
    }
  }

  /** Sends it and does not wait. */
  String send(List<String> argv) {
    String script = SsmQuoting.line(argv);
    if (script.length() > MAX_SCRIPT_CHARACTERS) {
      throw new NodeException(Kind.CANNOT_RUN, "the command and its input are too long for Systems"
          + " Manager: " + script.length() + " characters, at most " + MAX_SCRIPT_CHARACTERS);
    }
    return ssm.send(node, script, DELIVERY, RUN);
  }

  private String await(String order) {
    long began = System.nanoTime();
    Duration limit = DELIVERY.plus(RUN).plus(SLACK);
    Duration pause = FIRST_PAUSE;
    while (since(began).compareTo(limit) < 0) {
      pause(pause);
      pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
      switch (look(order)) {
        case Invocation.Unseen() -> {
          if (since(began).compareTo(UNSEEN) > 0) {
            throw unreachable("Systems Manager does not show the order " + order);
          }
        }
        case Invocation.Waiting(),Invocation.Running() -> {}
        case Invocation.Ended(var code, var out, var err) -> {
          if (code == 0) {
            return out;
          }
          throw new NodeException(Kind.FAILED, "the script of order " + order + " on " + node
              + " ended with exit code " + code + ": " + Lines.last(err));
        }
        case Invocation.NeverRun(var reason) ->
          throw unreachable("order " + order + " did not begin: " + reason);
        case Invocation.Stopped(var reason) ->
          throw unreachable("order " + order + " was stopped: " + reason);
      }
    }
    throw unreachable("order " + order + " did not end in " + limit.toSeconds() + " s");
  }

  /** A look that fails is another look later; the order itself goes on. */
  private Invocation look(String order) {
    try {
      return ssm.look(node, order);
    } catch (NodeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return switch (e.kind()) {
        case UNREACHABLE, BUSY -> new Invocation.Running();
        case REFUSED, TIMED_OUT, CANNOT_RUN, UNEXPECTED_PROMPT, FAILED -> throw e;
      };
    }
  }

  private NodeException unreachable(String what) {
    return new NodeException(Kind.UNREACHABLE, node + ": " + what);
  }

  private void cancel(String order) {
    calmly(() -> ssm.cancel(node, order), "order " + order + " could not be cancelled");
  }

  /** Does what shall be tried also by a thread that was told to stop, and fails nobody. */
  static void calmly(Runnable attempt, String failure) {
    boolean interrupted = Thread.interrupted();
    try {
      attempt.run();
    } catch (NodeException e) {
      log.warn("{}", failure, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(Kind.UNREACHABLE,
          "interrupted while a command was running on " + node, e);
    }
  }
}
