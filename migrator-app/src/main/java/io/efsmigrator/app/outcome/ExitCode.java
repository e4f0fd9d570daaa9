package io.efsmigrator.app.outcome;

/** What the process tells its caller. Scripts depend on these numbers: they never change. */
public enum ExitCode {
  /** The job is done. */
  COMPLETED(0),
  /** The job failed; {@code restart} goes on where it was. */
  FAILED(1),
  /** Wrong usage or configuration; nothing was started. */
  USAGE(2),
  /** Stopped on request, or waiting for an approval or an obligation. */
  STOPPED(3),
  /** The job ended, but verification found differences or problems are left. */
  DIFFERENCES(4),
  /** A safety rule said no: preflight BLOCK, a held lease, a wrong mount. Nothing was changed. */
  REFUSED(5),
  /** A signal ended it; {@code restart} goes on where it was. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
