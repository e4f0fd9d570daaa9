package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * How files are copied that are too large for one thread, or to be begun again after a crash.
 *
 * <p>Several threads copy the blocks of one file, and every so many bytes what the target has so far
 * is made durable and noted. A restart goes on from the last note; it reads what is before it once
 * more for the hash, but writes it not.
 *
 * @param folder where the notes are kept; created when the first one is written
 * @param helpers threads that join the one that has the file; it goes on alone while they are busy
 * @param goOn asked at each block, so that a stop does not wait for a file of terabytes
 * @param fromBytes the smallest file that is large
 * @param noteBytes so much is copied between two notes
 */
public record LargeFiles(Path folder, Executor helpers, CopyGuard goOn, long fromBytes,
    long noteBytes) {

  private static final long FROM_BYTES = 64L << 20;
  private static final long NOTE_BYTES = 256L << 20;

  /** Usual sizes: large from 64 MiB on, with a note at each 256 MiB. */
  public static LargeFiles in(Path folder, Executor helpers, CopyGuard goOn) {
    return new LargeFiles(folder, helpers, goOn, FROM_BYTES, NOTE_BYTES);
  }
}
