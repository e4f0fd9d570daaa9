package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Copies the bytes of one file into an empty one and hashes them on the way; holes stay holes. */
final class FileContent {

  /** A shorter file has no hole worth asking for: file systems keep holes in whole blocks. */
  private static final long SMALLEST_WITH_HOLE = 4097;
  private static final byte[] ZEROS = new byte[1 << 16];

  private final SourceFile in;
  private final OpenFile out;
  private final ByteBuffer buffer;
  private final CopyGuard guard;
  private final Pace pace;
  private final MessageDigest digest = Sha256.newDigest();

  FileContent(SourceFile in, OpenFile out, ByteBuffer buffer, CopyGuard guard, Pace pace) {
    this.in = in;
    this.out = out;
    this.buffer = buffer;
    this.guard = guard;
    this.pace = pace;
  }

  /** Copies so many bytes, fewer if the source has become shorter; the caller looks at it again. */
  Sha256 copy(long sizeBytes) throws IOException {
    if (sizeBytes >= SMALLEST_WITH_HOLE && in.nextHole(0, sizeBytes) < sizeBytes) {
      copyAroundHoles(sizeBytes);
    } else {
      copyRange(0, sizeBytes);
    }
    return Sha256.of(digest);
  }

  private void copyAroundHoles(long sizeBytes) throws IOException {
    long at = 0;
    while (at < sizeBytes) {
      long data = in.nextData(at, sizeBytes);
      hashZeros(data - at);
      long hole = data < sizeBytes ? in.nextHole(data, sizeBytes) : data;
      if (copyRange(data, hole) < hole || hole <= at) {
        break;
      }
      at = hole;
    }
    guard.check();
    // The last hole is behind the last byte written.
    out.truncate(sizeBytes);
  }

  /** Copies from one offset to another and answers how far it came before the source ended. */
  private long copyRange(long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
      pace.bytes(buffer.remaining());
      // One READ and one WRITE.
      pace.requests(2);
      int count = in.read(buffer, at);
      if (count == 0) {
        break;
      }
      buffer.flip();
      digest.update(buffer.duplicate());
      guard.check();
      out.write(buffer, at);
      at += count;
    }
    return at;
  }

  private void hashZeros(long count) {
    for (long rest = count; rest > 0; rest -= ZEROS.length) {
      digest.update(ZEROS, 0, (int) Math.min(rest, ZEROS.length));
    }
  }
}
