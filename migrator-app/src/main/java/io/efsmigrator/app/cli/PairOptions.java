package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Parameters;

/** Two directories, looked at before anything is started. */
final class PairOptions {

  /** A path behind a server that is gone hangs for ever, and so would whoever looks at it. */
  private static final long PATIENCE_SECONDS = 20;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Directory that is read, never written.")
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
  Path source;

  @Parameters(index = "1", paramLabel = "TARGET", description = "Directory that is to become equal.")
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters.
  Path target;

  DirectoryPair pair() {
    Path from = real(source, "SOURCE");
    Path to = real(target, "TARGET");
    if (from.equals(to)) {
      throw refused("source and target are the same directory: " + from);
    }
    if (from.startsWith(to) || to.startsWith(from)) {
      throw refused("one of source and target lies in the other: " + from + ", " + to);
    }
    return new DirectoryPair(from, to);
  }

  private static Path real(Path path, String what) {
    FutureTask<Optional<Path>> look = new FutureTask<>(() -> directory(path));
    Thread.ofPlatform().daemon().name("look").start(look);
    try {
      Optional<Path> real = look.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (real.isPresent()) {
        return real.get();
      }
    } catch (TimeoutException e) {
      throw new OperatorError(ExitCode.FAILED,
          what + " does not answer for " + PATIENCE_SECONDS + " seconds: " + path,
          "Look whether the server behind its mount is reachable, then start again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    throw new OperatorError(ExitCode.USAGE,
        what + " is not a directory that can be opened: " + path,
        "Name an existing directory; a target is not created, so that a typing error makes none.");
  }

  private static Optional<Path> directory(Path path) {
    try {
      Path real = path.toRealPath();
      return Files.isDirectory(real) ? Optional.of(real) : Optional.empty();
    } catch (IOException e) {
      // Whatever the reason, it is no directory for this user.
      return Optional.empty();
    }
  }

  private static OperatorError refused(String what) {
    return new OperatorError(ExitCode.REFUSED, what, "Name two directories apart from each other.");
  }
}
