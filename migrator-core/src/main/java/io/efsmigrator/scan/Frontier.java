package io.efsmigrator.scan;

import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories still to list, on disk; those found last come first.
 *
 * <p>Depth first, so that files turn up early and can be copied while the scan goes on, and so that what
 * waits is the siblings on the way down, not a whole level of the tree.
 *
 * <p>A stack in a file that only grows: what one batch adds is a block, which begins with the position
 * below it. Nothing that a committed position needs is ever written over, so opening at one gives the
 * same directories again, whatever a crash has left behind it. Not for several threads.
 */
final class Frontier implements Closeable {

  /**
   * Where to go on: some records of a block, and then the block below it.
   *
   * @param header where the block begins, with the position below; less than 0 if there is none
   * @param next the next directory
   * @param end behind the last directory of the block
   * @param length length of the file
   */
  record Position(long header, long next, long end, long length) {

    static final Position EMPTY = new Position(-1, 0, 0, 0);

    private boolean isBlockDone() {
      return next == end;
    }
  }

  private final Path file;
  private final RecordLog log;
  private Position position;
  private long header = -1;
  private long firstAdded;

  private Frontier(Path file, RecordLog log, Position position) {
    this.file = file;
    this.log = log;
    this.position = position;
  }

  /** Opens at a committed position; what was written behind it is cut off. */
  static Frontier open(Path file, Position committed) throws IOException {
    return new Frontier(file, RecordLog.open(file, committed.length()), committed);
  }

  /** Takes the next directories, fewer if there are no more; before anything is added to a batch. */
  List<FrontierDirectory> take(int most) throws IOException {
    List<FrontierDirectory> taken = new ArrayList<>();
    while (taken.size() < most && hasMore()) {
      try (RecordLog.Reader block = RecordLog.read(file, position.next(), position.end())) {
        byte @Nullable [] payload = block.next();
        while (payload != null) {
          taken.add(FrontierDirectory.decode(payload));
          position = new Position(position.header(), block.position(), position.end(),
              position.length());
          payload = taken.size() < most ? block.next() : null;
        }
      }
    }
    return taken;
  }

  /** Adds a directory; it can be taken after the next {@link #commit}. */
  void add(FrontierDirectory directory) throws IOException {
    if (header < 0) {
      boolean more = hasMore();
      header = log.length();
      log.append(encode(more ? position : Position.EMPTY));
      firstAdded = log.length();
    }
    log.append(directory.encode());
  }

  /** Makes what was added durable; the position to go on at, without what was taken. */
  Position commit() throws IOException {
    log.sync();
    if (header >= 0) {
      position = new Position(header, firstAdded, log.length(), log.length());
      header = -1;
    }
    return position;
  }

  /** Whether nothing is to be taken, now or after the next commit. */
  boolean isEmpty() throws IOException {
    return header < 0 && !hasMore();
  }

  private boolean hasMore() throws IOException {
    while (position.isBlockDone() && position.header() >= 0) {
      position = below();
    }
    return !position.isBlockDone();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private Position below() throws IOException {
    try (RecordLog.Reader reader = RecordLog.read(file, position.header(), position.length())) {
      byte @Nullable [] payload = reader.next();
      if (payload == null) {
        throw new IOException(file + " has no block at byte " + position.header());
      }
      long length = position.length();
      return Records.decode(payload,
          in -> new Position(in.readLong(), in.readLong(), in.readLong(), length));
    }
  }

  private static byte[] encode(Position position) throws IOException {
    return Records.encode(out -> {
      out.writeLong(position.header());
      out.writeLong(position.next());
      out.writeLong(position.end());
    });
  }
}
