package io.efsmigrator.verify;

import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.verify.FileHash.Cache;
import io.efsmigrator.verify.Verification.InFlux;
import io.efsmigrator.verify.Verification.Mismatch;
import io.efsmigrator.verify.Verification.Vanished;
import io.efsmigrator.verify.Verification.Verified;
import java.util.Optional;

/**
 * Compares the content of the target with what the ledger says was copied.
 *
 * <p>Stateless and thread safe; each answer stands for itself. A file that a later pass copied again no
 * longer has the hash of the earlier ledger; then the source decides. An error of reading one file is a
 * mismatch of that file: what cannot be read has not been verified.
 */
public final class ContentVerifier {

  private final DirectoryTree source;
  private final DirectoryTree target;
  private final Pace pace;

  /** A verifier of these two trees, which reads at that pace; it closes neither tree. */
  public ContentVerifier(DirectoryTree source, DirectoryTree target, Pace pace) {
    this.source = source;
    this.target = target;
    this.pace = pace;
  }

  /** Verifies what one ledger entry says. */
  public Verification verify(LedgerEntry entry) {
    return switch (entry.outcome()) {
      case COPIED, UNCHANGED, ATTRIBUTES_SET -> switch (entry.kind()) {
        case FILE, UNCHANGED, ATTRIBUTES -> verifyContent(entry);
        case SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE, HARD_LINK, DELETE ->
          withoutContent();
      };
      case LINKED, DELETED -> withoutContent();
      case VANISHED -> new Vanished();
      case IN_FLUX -> new InFlux("it kept changing while it was copied");
      case FAILED -> new Mismatch("it was not copied: " + entry.detail(), entry.errno());
    };
  }

  private static Verification withoutContent() {
    return new Verified(0, null);
  }

  private Verification verifyContent(LedgerEntry entry) {
    pace.files(1);
    Optional<FileHash> copied;
    try {
      copied = FileHash.read(target, entry.path(), Cache.SYNC_AND_DROP, pace);
    } catch (PosixException e) {
      return new Mismatch("the target cannot be read: " + e.getMessage(), e.errno());
    }
    if (copied.isPresent() && copied.get().sha256().equals(entry.sha256())) {
      return verified(copied.get());
    }
    try {
      return copied.isPresent() ? compare(entry, copied.get()) : withoutFile(entry);
    } catch (PosixException e) {
      return new Mismatch("the source cannot be read: " + e.getMessage(), e.errno());
    }
  }

  /** The ledger has no hash or another one, so the source is asked. */
  private Verification compare(LedgerEntry entry, FileHash copied) throws PosixException {
    Optional<FileHash> found = FileHash.read(source, entry.path(), Cache.DROP, pace);
    if (found.isEmpty()) {
      return sourceStat(entry.path()).isPresent()
          ? new InFlux("it is no longer a file in the source")
          : new Vanished();
    }
    FileHash original = found.get();
    if (!original.isStable()) {
      return new InFlux("the source changed while it was read");
    }
    if (original.sha256().equals(copied.sha256())) {
      return verified(copied);
    }
    if (movedOn(entry, original.before())) {
      return new InFlux("the source changed after it was copied");
    }
    return new Mismatch("the target has %d bytes with SHA-256 %s, the source %d bytes with %s"
        .formatted(copied.bytes(), copied.sha256(), original.bytes(), original.sha256()), null);
  }

  /** The target has no file here: right if the entry has no content, or the source has none either. */
  private Verification withoutFile(LedgerEntry entry) throws PosixException {
    Optional<Stat> original = sourceStat(entry.path());
    if (original.isEmpty()) {
      return new Vanished();
    }
    if (movedOn(entry, original.get())) {
      return new InFlux("the source changed after it was copied");
    }
    if (original.get().type() != FileType.FILE) {
      // Attributes of a directory or link: nothing to read, and the scan compares the rest.
      return withoutContent();
    }
    return new Mismatch("the target has no such file", null);
  }

  private Optional<Stat> sourceStat(RelativePath path) throws PosixException {
    if (path.isRoot()) {
      return Optional.of(source.root().stat());
    }
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      Directory directory = lease.directory();
      return directory.find(path.name());
    } catch (PosixException e) {
      if (FileHash.isNoFile(e.errno())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean movedOn(LedgerEntry entry, Stat now) {
    return now.ctime().isAfter(entry.sourceCtime()) || now.inode() != entry.sourceInode();
  }

  private static Verification verified(FileHash file) {
    Sha256 sha256 = file.sha256();
    return new Verified(file.bytes(), sha256);
  }
}
