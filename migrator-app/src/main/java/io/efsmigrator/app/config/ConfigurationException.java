package io.efsmigrator.app.config;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.nio.file.Path;

/** What is wrong with a configuration file, where, and what would be right. */
public final class ConfigurationException extends OperatorError {

  /** A problem of one line of the file. */
  public ConfigurationException(Path file, int line, String what, String remedy) {
    super(ExitCode.USAGE, file + ":" + line + ": " + what, remedy);
  }

  /** A problem of the file itself. */
  public ConfigurationException(Path file, String what, String remedy) {
    super(ExitCode.USAGE, file + ": " + what, remedy);
  }
}
