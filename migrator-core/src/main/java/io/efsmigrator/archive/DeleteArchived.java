package io.efsmigrator.archive;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Removal;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Takes recordings out of the source: the only code that can, and only those that this run verified.
 *
 * <p>Nothing is remembered that can be asked. For each recording the store has to prove once more that
 * it has it, the file has to be exactly what was uploaded (size, mtime, ctime, inode, owner, mode, one
 * name), and the caller's word is asked for last. The directory is reached from the root name by name
 * without following a link, anew for every portion; the name is then unlinked there, which never
 * removes a directory. Between the look at a file and its removal lie two system calls: a writer that
 * puts another file under the name of an old recording in that moment loses it.
 *
 * <p>A recording that is gone already counts as deleted: a kill may have come before the note.
 */
public final class DeleteArchived implements ArchiveStep {

  private static final LogStep.Portion<ArchivedRecording> PORTION = LogStep.Portion.of(256);

  private final DirectoryTree source;
  private final ObjectStore store;
  private final Removal removal;
  private final LogStep<ArchivedRecording, ArchivedRecording> step;

  private DeleteArchived(DirectoryTree source, ObjectStore store, CopyGuard guard, Path folder,
      ExecutorService pool) throws IOException {
    this.source = source;
    this.store = store;
    this.removal = new Removal(guard::check);
    this.step = LogStep.open(ArchiveRun.delete(folder), ArchiveRun.verify(folder),
        ArchivedRecording::read, ArchivedRecording::write, PORTION, new PoolBatch(pool),
        this::delete);
  }

  /**
   * Opens the deletion of a run where it stands; its manifest is in the store by now.
   *
   * @param source the tree; closed by whoever opened it
   * @param guard asked before each removal
   */
  public static DeleteArchived open(DirectoryTree source, ArchiveStore store, CopyGuard guard,
      Path folder, ExecutorService pool) throws IOException {
    if (!WriteManifest.isWritten(folder)) {
      throw new IOException("the manifest is not written; nothing was deleted");
    }
    return new DeleteArchived(source, store.objects(), guard, folder, pool);
  }

  @Override
  public ArchiveProgress next() throws IOException {
    // A directory that somebody moved out of the source must not be reached through its descriptor.
    source.invalidate(RelativePath.ROOT);
    return step.next();
  }

  @Override
  public void close() throws IOException {
    step.close();
  }

  private Passage<ArchivedRecording> delete(ArchivedRecording archived) throws IOException {
    Recording recording = archived.recording();
    RelativePath path = recording.path();
    Optional<String> doubt = VerifyArchive.doubt(store, archived);
    if (doubt.isPresent()) {
      return left(path, Reasons.NOT_VERIFIED, doubt.get() + "; it was not deleted");
    }
    try (DirectoryTree.Lease lease = source.directory(path.parent())) {
      Optional<Stat> now = lease.directory().findAtServer(path.name());
      if (now.isPresent() && !recording.is(now.get())) {
        return left(path, Reasons.IN_FLUX, "it changed since it was uploaded; it was not deleted");
      }
      if (now.isPresent()) {
        removal.file(lease.directory(), path.name());
      }
      return new Passage.Passed<>(archived, recording.metadata().sizeBytes());
    } catch (PosixException e) {
      return new Passage.Left<>(Reasons.because(path, e));
    }
  }

  private static Passage<ArchivedRecording> left(RelativePath path, String kind, String detail) {
    return new Passage.Left<>(Reasons.because(path, kind, detail));
  }
}
