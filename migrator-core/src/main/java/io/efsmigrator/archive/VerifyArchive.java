package io.efsmigrator.archive;

import io.efsmigrator.manifest.PoolBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Asks the store for each object that was uploaded, and compares its length, its own checksum and its
 * notes with what was read from the source. What does not agree in all of it does not pass.
 */
public final class VerifyArchive implements ArchiveStep {

  private static final LogStep.Portion<ArchivedRecording> PORTION = LogStep.Portion.of(256);

  private final LogStep<ArchivedRecording, ArchivedRecording> step;

  private VerifyArchive(LogStep<ArchivedRecording, ArchivedRecording> step) {
    this.step = step;
  }

  /** Opens the verification of a run where it stands. */
  public static VerifyArchive open(ArchiveStore store, Path folder, ExecutorService pool)
      throws IOException {
    return new VerifyArchive(LogStep.open(ArchiveRun.verify(folder), ArchiveRun.upload(folder),
        ArchivedRecording::read, ArchivedRecording::write, PORTION, new PoolBatch(pool),
        archived -> verify(store.objects(), archived)));
  }

  @Override
  public ArchiveProgress next() throws IOException {
    return step.next();
  }

  @Override
  public void close() throws IOException {
    step.close();
  }

  private static Passage<ArchivedRecording> verify(ObjectStore store, ArchivedRecording archived)
      throws IOException {
    Optional<String> doubt = doubt(store, archived);
    return doubt.isEmpty()
        ? new Passage.Passed<>(archived, archived.recording().metadata().sizeBytes())
        : new Passage.Left<>(Reasons.because(archived.recording().path(), Reasons.NOT_VERIFIED,
            doubt.get()));
  }

  /** Why the store does not prove that it has this recording; empty if it does. */
  static Optional<String> doubt(ObjectStore store, ArchivedRecording archived)
      throws StoreException {
    Optional<StoredObject> there = store.find(archived.key());
    return there.isEmpty()
        ? Optional.of("the bucket does not have it")
        : archived.differs(there.get());
  }
}
