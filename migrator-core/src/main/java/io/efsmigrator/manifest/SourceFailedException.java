package io.efsmigrator.manifest;

import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.PosixException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source tree cannot be read any more. */
public final class SourceFailedException extends TreeFailedException {

  private static final String REMOUNT = "Mount the source again, check that it is the right file"
      + " system, then restart.";

  /** Errors that the next entry would meet as well. An I/O error is not among them: it may be one file's. */
  private static final Map<Errno, String> REMEDIES = Map.of(
      Errno.ENOTCONN, REMOUNT,
      Errno.ENODEV, REMOUNT,
      Errno.ETIMEDOUT, REMOUNT,
      Errno.EMFILE, LOCAL_LIMIT,
      Errno.ENFILE, LOCAL_LIMIT);

  public SourceFailedException(String what, String remedy, @Nullable Throwable cause) {
    super(what, remedy, cause);
  }

  /** Whether an error of one entry means that the whole source fails. */
  public static boolean isMeantBy(PosixException e) {
    return REMEDIES.containsKey(e.errno());
  }

  /** The failure that this error of one entry means. */
  public static SourceFailedException of(PosixException e) {
    String remedy = REMEDIES.getOrDefault(e.errno(), "Look at the system log, then restart.");
    return new SourceFailedException("The source failed: " + e.getMessage(), remedy, e);
  }
}
