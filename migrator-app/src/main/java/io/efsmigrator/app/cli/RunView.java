package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Progress;
import io.efsmigrator.app.launch.RunListener;
import java.time.Duration;

/**
 * How a run is shown: by the process that runs it, and by {@code status --watch} from anywhere else.
 * Whatever it is told comes from outside and is escaped here.
 */
interface RunView extends RunListener, AutoCloseable {

  /** How far it is, as the database knows it. */
  void progress(Progress progress);

  /** A line of the command itself. */
  void say(String line);

  /** After which time it wants to know again how far it is. */
  Duration lookAgainIn(Duration sinceBegin);

  /** Leaves the screen as it is; what comes next is printed below. */
  @Override
  void close();
}
