package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One output of a command, brought piece by piece: its beginning, and where the next piece begins. */
final class SsmOutput {

  /** About sixty pieces. */
  static final int MAX_BYTES = 1 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long totalBytes;
  private long next;
  private int lineStart;

  void take(SsmReport.Piece piece) {
    byte[] bytes = piece.bytes();
    int room = MAX_BYTES - kept.size();
    for (int i = 0; i < Math.min(room, bytes.length); i++) {
      kept.write(bytes[i]);
      if (bytes[i] == '\n') {
        lineStart = kept.size();
      }
    }
    totalBytes = piece.totalBytes();
    // What would not be kept is not brought.
    next = isFull() ? totalBytes : next + bytes.length;
  }

  long next() {
    return next;
  }

  boolean isComplete() {
    return next >= totalBytes;
  }

  private boolean isFull() {
    return kept.size() >= MAX_BYTES;
  }

  /** What was printed since the last line ended; nothing once the beginning is full. */
  String unfinishedLine() {
    if (isFull()) {
      return "";
    }
    byte[] all = kept.toByteArray();
    return new String(all, lineStart, all.length - lineStart, StandardCharsets.UTF_8);
  }

  /** Once a prompt is answered, what comes after it is another line. */
  void startLine() {
    lineStart = kept.size();
  }

  String lastLine() {
    return Lines.last(kept.toString(StandardCharsets.UTF_8));
  }

  CommandOutput finish() {
    return new CommandOutput(kept.toByteArray(), totalBytes);
  }
}
