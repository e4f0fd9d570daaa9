package io.efsmigrator.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of what was done for one partition, in the order of its segments.
 *
 * <p>One {@link #append} is one block and one sync: after a crash all of its entries are there or none.
 * {@link #open} reads the blocks from the start and cuts off whatever follows the last whole one. The
 * work behind entries that are cut off is done again, which is always right; therefore
 * {@link #committed()} tells where to go on, and nothing kept elsewhere is needed. Not for several
 * threads.
 */
public final class Ledger implements Closeable {

  static final LedgerFormat FORMAT = new LedgerFormat();
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final BlockFileWriter<LedgerEntry> file;
  private long committed;

  private Ledger(BlockFileWriter<LedgerEntry> file, long committed) {
    this.file = file;
    this.committed = committed;
  }

  /** Opens a ledger to append to it; makes it if there is none. */
  public static Ledger open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Ledger(BlockFileWriter.create(file, FORMAT), 0);
    }
    long committed = 0;
    long end;
    try (BlockFileReader<LedgerEntry> blocks = BlockFileReader.open(file, FORMAT)) {
      committed = countWholeBlocks(blocks);
      end = blocks.position();
    }
    return new Ledger(BlockFileWriter.append(file, FORMAT, end), committed);
  }

  /** How many entries are durable: the number of the first manifest entry that is still to be done. */
  public long committed() {
    return committed;
  }

  /** Makes these entries durable, all or none. */
  public void append(List<LedgerEntry> entries) throws IOException {
    file.write(entries);
    file.force();
    committed += entries.size();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static long countWholeBlocks(BlockFileReader<LedgerEntry> blocks) throws IOException {
    long count = 0;
    try {
      int inBlock = blocks.next().size();
      while (inBlock > 0) {
        count += inBlock;
        inBlock = blocks.next().size();
      }
    } catch (DamagedBlockException e) {
      LOG.warn("{}; its last {} bytes are dropped and their work is done again", e.getMessage(),
          blocks.end() - blocks.position());
    }
    return count;
  }
}
