package io.efsmigrator.copy;

import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Errno;
import org.jspecify.annotations.Nullable;

/** What one attempt at an entry came to. */
record Copied(Outcome outcome, long bytes, @Nullable Sha256 sha256, Metadata source,
    @Nullable Errno errno, String detail) {

  static Copied done(Outcome outcome, Metadata source) {
    return done(outcome, source, new Refused());
  }

  /** Everything is done, but for what was refused. */
  static Copied done(Outcome outcome, Metadata source, Refused refused) {
    return new Copied(outcome, 0, null, source, refused.errno(), refused.detail());
  }

  static Copied file(Metadata source, Sha256 sha256, Refused refused) {
    return new Copied(Outcome.COPIED, source.sizeBytes(), sha256, source, refused.errno(),
        refused.detail());
  }

  static Copied inFlux(Metadata source, String detail) {
    return new Copied(Outcome.IN_FLUX, 0, null, source, null, detail);
  }

  static Copied vanished(Metadata source, String detail) {
    return new Copied(Outcome.VANISHED, 0, null, source, null, detail);
  }

  static Copied failed(Metadata source, @Nullable Errno errno, String detail) {
    return new Copied(Outcome.FAILED, 0, null, source, errno, detail);
  }

  LedgerEntry toLedger(ManifestEntry entry, int attempts) {
    return new LedgerEntry(entry.path(), entry.kind(), outcome, bytes, sha256, source.ctime(),
        source.inode(), errno, attempts, detail);
  }
}
