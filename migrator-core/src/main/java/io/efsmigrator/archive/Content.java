package io.efsmigrator.archive;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.OpenFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads the content of a file part by part, and hashes it on the way.
 *
 * @param guard asked before each part
 */
record Content(PartMemory memory, Pace pace, CopyGuard guard) {

  /** Is handed each part while its bytes are in memory. */
  @FunctionalInterface
  interface Sink {
    void take(int number, ByteBuffer bytes, Sha256 sha256) throws IOException;
  }

  /** The hash of all of it, and what the store will call its checksum. */
  record Hashes(Sha256 sha256, String checksum) {}

  private static final Sink NOWHERE = (number, bytes, sha256) -> {};

  /** Reads only; empty if the file is shorter than it was. */
  Optional<Hashes> hash(OpenFile file, long sizeBytes) throws IOException {
    return read(file, sizeBytes, NOWHERE);
  }

  /** Reads a file of this size; empty if it turns out shorter. */
  Optional<Hashes> read(OpenFile file, long sizeBytes, Sink sink) throws IOException {
    long partBytes = PartSizes.of(sizeBytes);
    MessageDigest whole = Sha256.newDigest();
    MessageDigest ofParts = Sha256.newDigest();
    Sha256 last = null;
    int number = 0;
    long offset = 0;
    long bufferBytes = Math.min(partBytes, sizeBytes);
    // Not left to the garbage collector, which sees only how small the objects are.
    try (PartMemory.Room _ = memory.take(bufferBytes); Arena arena = Arena.ofConfined()) {
      ByteBuffer buffer = arena.allocate(Math.max(1, bufferBytes)).asByteBuffer();
      do {
        guard.check();
        ByteBuffer bytes = buffer.clear()
            .limit((int) Math.min(partBytes, sizeBytes - offset));
        if (!fill(file, bytes, offset)) {
          return Optional.empty();
        }
        number++;
        offset += bytes.limit();
        whole.update(bytes.flip().duplicate());
        last = hash(bytes);
        ofParts.update(last.bytes());
        sink.take(number, bytes.asReadOnlyBuffer(), last);
      } while (offset < sizeBytes);
    }
    String checksum = PartSizes.isSmall(sizeBytes)
        ? Base64.getEncoder().encodeToString(last.bytes())
        : Base64.getEncoder().encodeToString(ofParts.digest()) + "-" + number;
    return Optional.of(new Hashes(Sha256.of(whole), checksum));
  }

  private boolean fill(OpenFile file, ByteBuffer bytes, long from) throws IOException {
    while (bytes.hasRemaining()) {
      pace.bytes(Math.min(bytes.remaining(), 1 << 20));
      pace.requests(1);
      if (file.read(bytes, from + bytes.position()) == 0) {
        return false;
      }
    }
    return true;
  }

  private static Sha256 hash(ByteBuffer bytes) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(bytes.duplicate());
    return Sha256.of(digest);
  }
}
