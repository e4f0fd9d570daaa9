package io.efsmigrator.app.outcome;

import org.jspecify.annotations.Nullable;

/**
 * Something an operator can put right: one line what, one line what to do about it.
 *
 * <p>Its stack trace goes to the log, never to the terminal.
 */
public class OperatorError extends RuntimeException {

  private final ExitCode exitCode;
  private final String remedy;

  public OperatorError(ExitCode exitCode, String what, String remedy) {
    this(exitCode, what, remedy, null);
  }

  public OperatorError(ExitCode exitCode, String what, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What the process ends with. */
  public final ExitCode exitCode() {
    return exitCode;
  }

  /** What is wrong, in one line. */
  public final String what() {
    return String.valueOf(getMessage());
  }

  /** What to do about it, in one line. */
  public final String remedy() {
    return remedy;
  }
}
