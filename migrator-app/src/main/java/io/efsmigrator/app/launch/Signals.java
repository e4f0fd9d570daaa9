package io.efsmigrator.app.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT and SIGTERM into the orderly end of the run: the chunk in hand is finished, the step
 * is STOPPED, {@code main} returns. A second signal ends the process where it stands.
 *
 * <p>Not a shutdown hook: by the time Batch's own hook runs, the hooks of pool and database have
 * closed what it needs, and the execution stays STARTED. The handler is reached by reflection
 * because the compiler warns of {@code sun.misc.Signal} in a way that cannot be switched off; the
 * class itself is supported ({@code jdk.unsupported}).
 */
public final class Signals {

  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final int INTERRUPTED = 130;

  private Signals() {}

  /** From now on INT and TERM ask for the end of the run. */
  public static void install(StopSignal stop) {
    for (String name : List.of("INT", "TERM")) {
      try {
        handle(name, stop);
      } catch (ReflectiveOperationException | RuntimeException e) {
        log.warn("SIG{} cannot be handled and ends the process at once: {}", name, e.toString());
      }
    }
  }

  private static void handle(String name, StopSignal stop) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[]{handler},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "handle" -> {
            received(name, stop);
            yield null;
          }
          case "hashCode" -> System.identityHashCode(proxy);
          case "equals" -> arguments[0].hashCode() == System.identityHashCode(proxy);
          default -> "handler of SIG" + name;
        });
    Method handle = signal.getMethod("handle", signal, handler);
    try {
      var former = handle.invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      log.debug("SIG{} handled; before by {}", name, former);
    } catch (InvocationTargetException e) {
      // With -Xrs the virtual machine leaves the signals alone.
      log.warn("SIG{} cannot be handled: {}", name, String.valueOf(e.getCause()));
    }
  }

  private static void received(String name, StopSignal stop) {
    if (stop.reason() instanceof StopSignal.Signaled) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    stop.request(new StopSignal.Signaled(name));
  }
}
