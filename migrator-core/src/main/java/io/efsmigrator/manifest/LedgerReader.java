package io.efsmigrator.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger in order, one block in memory at a time, without changing it.
 *
 * <p>Meant for ledgers of finished partitions, so damage is an error here; only
 * {@link Ledger#open} drops a torn end. Not for several threads.
 */
public final class LedgerReader implements Closeable {

  private final BlockFileReader<LedgerEntry> file;
  private Iterator<LedgerEntry> block = List.<LedgerEntry>of().iterator();

  private LedgerReader(BlockFileReader<LedgerEntry> file) {
    this.file = file;
  }

  /** Opens a ledger at its first entry. */
  public static LedgerReader open(Path file) throws IOException {
    return new LedgerReader(BlockFileReader.open(file, Ledger.FORMAT));
  }

  /** The next entry, or null after the last one. */
  public @Nullable LedgerEntry next() throws IOException {
    if (!block.hasNext()) {
      block = file.next().iterator();
    }
    return block.hasNext() ? block.next() : null;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
