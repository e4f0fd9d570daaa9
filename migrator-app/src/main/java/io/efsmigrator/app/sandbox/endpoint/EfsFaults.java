package io.efsmigrator.app.sandbox.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What goes wrong with coming calls: faults ordered for them, so that a test or a demo can see the
 * answer to each, and besides those whatever the {@link FaultProfile} brings.
 *
 * <p>An ordered fault is used up by the calls it hits; faults for one operation are used in order.
 */
public final class EfsFaults {

  /** What goes wrong. */
  public sealed interface Fault {

    /** An error is answered and nothing is done. */
    record Refused(int status, String code, String message, Map<String, String> fields)
        implements
          Fault {

      public Refused {
        fields = Map.copyOf(fields);
      }

      /** An error whose shape has no field besides its code and message. */
      public Refused(int status, String code, String message) {
        this(status, code, message, Map.of());
      }
    }

    /** The call takes effect, and the connection ends without an answer. */
    record AnswerLost() implements Fault {}

    /** The connection ends before the call takes effect. */
    record RequestLost() implements Fault {}
  }

  private static final Fault SLOW_DOWN = new Fault.Refused(429, "ThrottlingException",
      "Rate exceeded");

  private record Order(String operation, Fault fault) {}

  private final FaultProfile profile;
  private final List<Order> orders = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private Consumer<String> witness = operation -> {};

  EfsFaults(FaultProfile profile) {
    this.profile = profile;
  }

  /** Orders a fault for the next {@code times} calls of that operation. */
  public synchronized void order(String operation, int times, Fault fault) {
    for (int time = 0; time < times; time++) {
      orders.add(new Order(operation, fault));
    }
  }

  /** Throttling as EFS answers it, for the next {@code times} calls of that operation. */
  public void throttle(String operation, int times) {
    order(operation, times, SLOW_DOWN);
  }

  /** How many ordered faults have hit nothing yet. */
  public synchronized int left() {
    return orders.size();
  }

  /**
   * Tells the name of every call that has changed something, after its effect is on disk and before
   * its answer leaves: the moment in which a caller may die without knowing what it has done.
   */
  public synchronized void afterEveryChange(Consumer<String> observer) {
    witness = observer;
  }

  void changed(String operation) {
    Consumer<String> told;
    synchronized (this) {
      told = witness;
    }
    told.accept(operation);
  }

  static boolean onlyReads(String operation) {
    return operation.startsWith("Describe") || operation.startsWith("List")
        || operation.startsWith("Get");
  }

  /** Only what was ordered: the bad days are those of an EFS. */
  synchronized Optional<Fault> takeOrdered(String operation) {
    for (Order order : orders) {
      if (order.operation().equals(operation)) {
        orders.remove(order);
        return Optional.of(order.fault());
      }
    }
    return Optional.empty();
  }

  synchronized Optional<Fault> take(String operation) {
    Optional<Fault> ordered = takeOrdered(operation);
    if (ordered.isPresent()) {
      return ordered;
    }
    if (profile.throttles(operation, counts.merge(operation, 1, Integer::sum))) {
      return Optional.of(SLOW_DOWN);
    }
    return profile == FaultProfile.LOST_ANSWERS && !onlyReads(operation)
        ? Optional.of(new Fault.AnswerLost())
        : Optional.empty();
  }
}
