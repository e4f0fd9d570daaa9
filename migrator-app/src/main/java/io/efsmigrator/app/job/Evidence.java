package io.efsmigrator.app.job;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.SegmentReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What the content of the target is compared with. */
enum Evidence {
  /** With the hashes of the ledger, taken while it was copied. */
  LEDGER {
    @Override
    boolean exists(PassDirectory pass, Partition partition) {
      return Files.exists(pass.ledger(partition));
    }

    @Override
    Entries open(PassDirectory pass, Partition partition) throws IOException {
      LedgerReader reader = LedgerReader.open(pass.ledger(partition));
      return new Entries() {
        @Override
        public @Nullable LedgerEntry next() throws IOException {
          return reader.next();
        }

        @Override
        public void close() throws IOException {
          reader.close();
        }
      };
    }
  },
  /** With the source: no copy of ours has left a ledger, so both sides are read. */
  BOTH_TREES {
    @Override
    boolean exists(PassDirectory pass, Partition partition) {
      return true;
    }

    @Override
    Entries open(PassDirectory pass, Partition partition) throws IOException {
      SegmentReader reader = SegmentReader.open(pass.segments(), partition, 0);
      return new Entries() {
        @Override
        public @Nullable LedgerEntry next() throws IOException {
          ManifestEntry entry = reader.next();
          return entry == null
              ? null
              : new LedgerEntry(entry.path(), Kind.UNCHANGED, Outcome.UNCHANGED, 0, null,
                  entry.metadata().ctime(), entry.metadata().inode(), null, 1, "");
        }

        @Override
        public void close() throws IOException {
          reader.close();
        }
      };
    }
  };

  /** Entries to verify, in their order. */
  interface Entries extends Closeable {

    /** The next one, or null after the last. */
    @Nullable
    LedgerEntry next() throws IOException;
  }

  abstract boolean exists(PassDirectory pass, Partition partition);

  abstract Entries open(PassDirectory pass, Partition partition) throws IOException;
}
