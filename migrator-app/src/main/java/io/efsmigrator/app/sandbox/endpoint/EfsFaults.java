package io.efsmigrator.app.sandbox.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Faults ordered for coming calls, so that a test or a demo can see the answer to each.
 *
 * <p>An ordered fault is used up by the calls it hits; faults for one operation are used in order.
 */
public final class EfsFaults {

  /** What goes wrong. */
  public sealed interface Fault {

    /** An error is answered and nothing is done. */
    record Refused(int status, String code, String message) implements Fault {}

    /** The call takes effect, and the connection ends without an answer. */
    record AnswerLost() implements Fault {}

    /** The connection ends before the call takes effect. */
    record RequestLost() implements Fault {}
  }

  private record Order(String operation, Fault fault) {}

  private final List<Order> orders = new ArrayList<>();

  /** Orders a fault for the next {@code times} calls of that operation. */
  public synchronized void order(String operation, int times, Fault fault) {
    for (int time = 0; time < times; time++) {
      orders.add(new Order(operation, fault));
    }
  }

  /** Throttling as EFS answers it, for the next {@code times} calls of that operation. */
  public void throttle(String operation, int times) {
    order(operation, times, new Fault.Refused(429, "ThrottlingException", "Rate exceeded"));
  }

  /** How many ordered faults have hit nothing yet. */
  public synchronized int left() {
    return orders.size();
  }

  synchronized Optional<Fault> take(String operation) {
    for (Order order : orders) {
      if (order.operation().equals(operation)) {
        orders.remove(order);
        return Optional.of(order.fault());
      }
    }
    return Optional.empty();
  }
}
