package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Two directories, looked at before anything is started. */
final class PairOptions {

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
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) {
      // Said below: whatever the reason, it is no directory for this user.
    }
    throw new OperatorError(ExitCode.USAGE,
        what + " is not a directory that can be opened: " + path,
        "Name an existing directory; a target is not created, so that a typing error makes none.");
  }

  private static OperatorError refused(String what) {
    return new OperatorError(ExitCode.REFUSED, what, "Name two directories apart from each other.");
  }
}
