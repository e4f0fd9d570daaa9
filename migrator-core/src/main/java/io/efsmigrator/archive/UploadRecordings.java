package io.efsmigrator.archive;

import io.efsmigrator.archive.MultipartUploads.Upload;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Uploads what was selected. The source is only read.
 *
 * <p>When it begins, uploads in parts under our keys that no note knows are aborted: a kill may come
 * between the store's answer and our note. When it ends, those that a note knows and nobody completed
 * are aborted as well.
 */
public final class UploadRecordings implements ArchiveStep {

  private static final LogStep.Portion<Recording> PORTION = new LogStep.Portion<>(64, 1L << 30,
      recording -> recording.metadata().sizeBytes());

  private final DirectoryTree source;
  private final ArchiveKeys keys;
  private final UploadNotes notes;
  private final RecordingUpload upload;
  private final LogStep<Recording, ArchivedRecording> step;

  private UploadRecordings(DirectoryTree source, ArchiveKeys keys, UploadNotes notes,
      RecordingUpload upload, Path folder, ExecutorService pool) throws IOException {
    this.source = source;
    this.keys = keys;
    this.notes = notes;
    this.upload = upload;
    this.step = LogStep.open(ArchiveRun.upload(folder), ArchiveRun.select(folder),
        Recording::read, ArchivedRecording::write, PORTION, new PoolBatch(pool), this::archive);
  }

  /**
   * Opens the uploads of a run where they stand.
   *
   * @param source the tree; closed by whoever opened it
   * @param guard asked before each part of a recording
   */
  public static UploadRecordings open(DirectoryTree source, ArchiveStore store, Path folder,
      ExecutorService pool, Pace pace, CopyGuard guard) throws IOException {
    UploadNotes notes = notes(folder);
    abortUnknown(store, notes);
    RecordingUpload upload = new RecordingUpload(store.objects(), store.uploads(), notes,
        new Content(new PartMemory(), pace, guard));
    return new UploadRecordings(source, store.keys(), notes, upload, folder, pool);
  }

  @Override
  public ArchiveProgress next() throws IOException {
    ArchiveProgress progress = step.next();
    if (progress.done()) {
      for (UploadNotes.Note note : notes.all()) {
        upload.giveUp(note.upload());
      }
    }
    return progress;
  }

  @Override
  public void close() throws IOException {
    step.close();
  }

  static UploadNotes notes(Path folder) throws IOException {
    return new UploadNotes(Files.createDirectories(folder.resolve("uploads")));
  }

  private static void abortUnknown(ArchiveStore store, UploadNotes notes) throws IOException {
    Set<Upload> known = new HashSet<>();
    for (UploadNotes.Note note : notes.all()) {
      known.add(note.upload());
    }
    List<Upload> unknown = new ArrayList<>();
    store.uploads().open(store.keys().base(), found -> {
      if (!known.contains(found)) {
        unknown.add(found);
      }
    });
    for (Upload each : unknown) {
      store.uploads().abort(each);
    }
  }

  private Passage<ArchivedRecording> archive(Recording recording) throws IOException {
    RelativePath path = recording.path();
    Optional<ObjectKey> key = keys.of(path);
    if (key.isEmpty()) {
      return new Passage.Left<>(Reasons.because(path, Reasons.LONG_NAME,
          "its key would have more than 1,024 bytes"));
    }
    try (DirectoryTree.Lease lease = source.directory(path.parent());
        OpenFile file = lease.directory().openFile(path.name())) {
      return upload.archive(file, recording, key.get());
    } catch (PosixException e) {
      return new Passage.Left<>(Reasons.because(path, e));
    }
  }
}
