package io.efsmigrator.posix;

import java.io.IOException;

/**
 * A system call failed: which one, on what, and with which error number.
 *
 * <p>Callers decide by {@link #errno()}, never by the text.
 */
public final class PosixException extends IOException {

  private final Errno errno;
  private final String call;
  private final String subject;

  /** The call of this name failed on this subject, which is printable already. */
  public PosixException(Errno errno, String call, String subject) {
    super(call + " " + subject + ": " + errno.text() + " (" + errno + ")");
    this.errno = errno;
    this.call = call;
    this.subject = subject;
  }

  /** Why it failed. */
  public Errno errno() {
    return errno;
  }

  /** The system call, e.g. {@code openat}. */
  public String call() {
    return call;
  }

  /** What it was called on, printable. */
  public String subject() {
    return subject;
  }
}
