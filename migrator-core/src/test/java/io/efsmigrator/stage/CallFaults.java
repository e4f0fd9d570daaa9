package io.efsmigrator.stage;

import io.efsmigrator.cluster.Cluster;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.Nodes;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.StageOutcome.Waiting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/**
 * Lets the n-th call through some ports go wrong: before or after it took effect, by the end of the
 * process or by an error of EFS or of a node.
 */
final class CallFaults {

  /** The process ends here; nothing of it is left but what is in the world. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** When and how it goes wrong. */
  enum Mode {
    KILLED_BEFORE, KILLED_AFTER, ANSWER_LOST, REQUEST_LOST
  }

  private static final int MOST_RUNS = 50;
  private static final int MOST_CALLS = 200;

  private final Mode mode;
  private final int faulty;
  private int calls;

  private CallFaults(Mode mode, int faulty) {
    this.mode = mode;
    this.faulty = faulty;
  }

  /** Every mode at every call, until no call is left that could go wrong. */
  static final class Sweep {

    private Sweep() {}

    static void over(Consumer<CallFaults> scenario) {
      for (Mode mode : Mode.values()) {
        int n = 0;
        CallFaults faults;
        do {
          Assertions.assertThat(n).as("calls of one scenario").isLessThan(MOST_CALLS);
          faults = run(scenario, mode, ++n);
        } while (faults.hit());
        Assertions.assertThat(n).as("calls that went wrong").isGreaterThan(2);
      }
    }

    private static CallFaults run(Consumer<CallFaults> scenario, Mode mode, int n) {
      CallFaults faults = new CallFaults(mode, n);
      scenario.accept(faults);
      return faults;
    }
  }

  private boolean hit() {
    return calls >= faulty;
  }

  /** The same port, with the fault in it. */
  <T> T port(Class<T> type, T real) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
        (_, method, arguments) -> {
          boolean now = ++calls == faulty;
          if (now) {
            before(type);
          }
          Object answer;
          try {
            answer = method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (now) {
            after(type);
          }
          return answer;
        }));
  }

  private void before(Class<?> port) {
    switch (mode) {
      case KILLED_BEFORE -> throw new Killed();
      case REQUEST_LOST -> throw silence(port, "no route");
      case KILLED_AFTER, ANSWER_LOST -> {}
    }
  }

  private void after(Class<?> port) {
    switch (mode) {
      case KILLED_AFTER -> throw new Killed();
      case ANSWER_LOST -> throw silence(port, "no answer");
      case KILLED_BEFORE, REQUEST_LOST -> {}
    }
  }

  /** As the port itself tells it. What has no word for it, such as the database, ends the process. */
  private static RuntimeException silence(Class<?> port, String words) {
    if (port == Nodes.class || port == Cluster.class) {
      return new NodeException(NodeException.Kind.UNREACHABLE, words);
    }
    if (port == RollbackRecord.class || port == Mounts.class || port == TargetMark.class) {
      throw new Killed();
    }
    return new EfsException(EfsException.Kind.UNAVAILABLE, words);
  }

  /** Runs it, from the top after a kill, with time passing in between, until it waits no more. */
  StageOutcome runToTheEnd(Stage stage, MigrationPlan plan, Runnable settle) {
    for (int run = 0; run < MOST_RUNS; run++) {
      try {
        StageOutcome outcome = stage.run(plan);
        if (!(outcome instanceof Waiting)) {
          return outcome;
        }
      } catch (Killed e) {
        // A restart: the same stage again from the top, for it keeps nothing.
      }
      settle.run();
    }
    throw new AssertionError("still waiting after " + MOST_RUNS + " runs: " + this);
  }

  @Override
  public String toString() {
    return mode + " at call " + faulty;
  }
}
