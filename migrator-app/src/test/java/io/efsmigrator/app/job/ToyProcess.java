package io.efsmigrator.app.job;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The toy job as a process of its own, to be killed, stopped and frozen by tests.
 *
 * <p>At a number given on the command line its writer reports "blocked" and waits until a file exists
 * whose name its own begins with, saying so when it is asked to stop meanwhile; its result is the
 * last line it prints.
 */
final class ToyProcess {

  private static final Duration POLL = Duration.ofMillis(10);

  private ToyProcess() {}

  /**
   * Arguments: state folder, database URL or -, lease in ms, output file, number to block at, or
   * with a minus to be killed at, id.
   */
  public static void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    @Nullable
    String url = arguments[1].equals("-") ? null : arguments[1];
    RepositorySettings settings = new RepositorySettings(state, url, 2,
        Duration.ofMillis(Long.parseLong(arguments[2])));
    Path out = Path.of(arguments[3]);
    int blockAt = Integer.parseInt(arguments[4]);
    System.exit(run(settings, out, blockAt, arguments[5]));
  }

  private static int run(RepositorySettings settings, Path out, int blockAt, String id) {
    try (MigratorContext context = MigratorContext.open(settings, id)) {
      Signals.install(context.stopSignal());
      RunResult result = Toy.run(context, id, out, first -> {
        if (first == -blockAt && first > 0) {
          // As a kill does: no hook runs.
          Runtime.getRuntime().halt(137);
        }
        if (first == blockAt) {
          say("blocked");
          Path go = Path.of(out + ".go");
          boolean asked = false;
          while (!Files.exists(go)) {
            if (!asked && context.stopSignal().isRequested()) {
              asked = true;
              // A test that let go before the signal has arrived would see the next chunk begin.
              say("asked to stop");
            }
            LockSupport.parkNanos(POLL.toNanos());
          }
        }
      });
      say("result " + result);
      return result instanceof RunResult.Interrupted ? 130 : 0;
    } catch (HeldException e) {
      say("refused " + e.getMessage());
      return 5;
    } catch (Exception e) {
      say("error " + e);
      return 1;
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
