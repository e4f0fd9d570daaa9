package io.efsmigrator.archive;

import io.efsmigrator.archive.Content.Hashes;
import io.efsmigrator.archive.MultipartUploads.Upload;
import io.efsmigrator.archive.Passage.Left;
import io.efsmigrator.archive.Passage.Passed;
import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the content of one open file into the store, once.
 *
 * <p>The store is asked first: an object that is there already is this recording, from an earlier
 * attempt, or it is something else and the recording is left. A file is looked at again after its last
 * byte was read and before anything becomes an object, so no object ever holds a mixture. What fits
 * into one request is read once; anything larger twice, because its hash is stored with the first
 * request and its content with the later ones, and the second reading has to find the same.
 */
final class RecordingUpload {

  private final ObjectStore store;
  private final MultipartUploads uploads;
  private final UploadNotes notes;
  private final Content content;

  RecordingUpload(ObjectStore store, MultipartUploads uploads, UploadNotes notes,
      Content content) {
    this.store = store;
    this.uploads = uploads;
    this.notes = notes;
    this.content = content;
  }

  /** Stores the recording, or says why it is left. */
  Passage<ArchivedRecording> archive(OpenFile file, Recording recording, ObjectKey key)
      throws IOException {
    if (PartSizes.isTooLarge(recording.metadata().sizeBytes())) {
      return left(recording, Reasons.TOO_LARGE, "it has more than 10,000 parts of 128 MiB");
    }
    if (!recording.is(file.stat())) {
      return inFlux(recording);
    }
    try {
      Optional<StoredObject> there = store.find(key);
      if (there.isPresent()) {
        return adopt(file, recording, key, there.get());
      }
      return PartSizes.isSmall(recording.metadata().sizeBytes())
          ? whole(file, recording, key)
          : inParts(file, recording, key);
    } catch (StoreException e) {
      return new Left<>(Reasons.because(recording.path(), e));
    }
  }

  /** An object is there: this recording from an earlier attempt, or something else. */
  private Passage<ArchivedRecording> adopt(OpenFile file, Recording recording, ObjectKey key,
      StoredObject there) throws IOException {
    Optional<Hashes> hashes = content.hash(file, recording.metadata().sizeBytes());
    if (hashes.isEmpty() || !recording.is(file.stat())) {
      return inFlux(recording);
    }
    return compared(archived(recording, key, hashes.get()), there);
  }

  private Passage<ArchivedRecording> whole(OpenFile file, Recording recording, ObjectKey key)
      throws IOException {
    // Thrown through the reading, which has no other way out between two parts.
    boolean[] changed = {false};
    Optional<Hashes> hashes = content.read(file, recording.metadata().sizeBytes(),
        (number, bytes, sha256) -> {
          changed[0] = !recording.is(file.stat());
          if (!changed[0]) {
            put(object(recording, key, sha256), bytes);
          }
        });
    if (hashes.isEmpty() || changed[0]) {
      return inFlux(recording);
    }
    return confirmed(archived(recording, key, hashes.get()));
  }

  /** A request whose answer was lost is sent again, and then meets its own object. */
  private void put(NewObject object, ByteBuffer bytes) throws StoreException {
    try {
      store.put(object, bytes);
    } catch (StoreException e) {
      if (e.kind() != Kind.TAKEN) {
        throw e;
      }
    }
  }

  private Passage<ArchivedRecording> inParts(OpenFile file, Recording recording, ObjectKey key)
      throws IOException {
    Optional<UploadNotes.Note> noted = notes.find(key, recording);
    if (noted.isPresent()) {
      try {
        return send(file, noted.get(), uploads.parts(noted.get().upload()));
      } catch (StoreException e) {
        if (e.kind() != Kind.NO_UPLOAD) {
          throw e;
        }
        notes.remove(key);
      }
    }
    Optional<Hashes> hashes = content.hash(file, recording.metadata().sizeBytes());
    if (hashes.isEmpty() || !recording.is(file.stat())) {
      return inFlux(recording);
    }
    Sha256 sha256 = hashes.get().sha256();
    Upload upload = uploads.begin(object(recording, key, sha256));
    UploadNotes.Note note = new UploadNotes.Note(upload, recording, sha256);
    notes.write(note);
    return send(file, note, List.of());
  }

  /** Sends what the store does not have yet, and makes an object of it. */
  private Passage<ArchivedRecording> send(OpenFile file, UploadNotes.Note note,
      List<Part> known) throws IOException {
    Map<Integer, Part> there = new HashMap<>();
    known.forEach(part -> there.put(part.number(), part));
    List<Part> parts = new ArrayList<>();
    Recording recording = note.recording();
    Optional<Hashes> hashes = content.read(file, recording.metadata().sizeBytes(),
        (number, bytes, sha256) -> {
          Part part = there.get(number);
          boolean same = part != null && part.sizeBytes() == bytes.remaining()
              && part.sha256().equals(sha256);
          parts.add(same && part != null ? part : uploads.send(note.upload(), number, bytes));
        });
    boolean whole = hashes.isPresent() && hashes.get().sha256().equals(note.sha256())
        && recording.is(file.stat());
    if (!whole) {
      giveUp(note.upload());
      return inFlux(recording);
    }
    complete(note.upload(), parts);
    notes.remove(note.upload().key());
    return confirmed(archived(recording, note.upload().key(), hashes.get()));
  }

  /** As with {@link #put}: whether what is there now is ours is seen right after. */
  private void complete(Upload upload, List<Part> parts) throws IOException {
    try {
      uploads.complete(upload, parts);
    } catch (StoreException e) {
      switch (e.kind()) {
        case TAKEN -> giveUp(upload);
        case NO_UPLOAD -> {}
        case NO_BUCKET, WRONG_REGION, DENIED, CREDENTIALS, THROTTLED, UNAVAILABLE, BAD_DIGEST,
            REFUSED ->
          throw e;
      }
    }
  }

  void giveUp(Upload upload) throws IOException {
    uploads.abort(upload);
    notes.remove(upload.key());
  }

  private Passage<ArchivedRecording> confirmed(ArchivedRecording wanted) throws StoreException {
    Optional<StoredObject> there = store.find(wanted.key());
    return there.isPresent()
        ? compared(wanted, there.get())
        : left(wanted.recording(), Reasons.REFUSED, "the store does not have what it was sent");
  }

  private static Passage<ArchivedRecording> compared(ArchivedRecording wanted,
      StoredObject there) {
    return wanted.differs(there)
        .map(how -> left(wanted.recording(), Reasons.TAKEN,
            "the bucket has something else under " + wanted.key() + ": " + how))
        .orElseGet(() -> new Passed<>(wanted, wanted.recording().metadata().sizeBytes()));
  }

  private static ArchivedRecording archived(Recording recording, ObjectKey key, Hashes hashes) {
    return new ArchivedRecording(recording, key, hashes.sha256(), hashes.checksum());
  }

  private static NewObject object(Recording recording, ObjectKey key, Sha256 sha256) {
    return new NewObject(key, sha256, ArchivedRecording.notes(recording.metadata(), sha256));
  }

  private static Passage<ArchivedRecording> inFlux(Recording recording) {
    return left(recording, Reasons.IN_FLUX,
        "it changed after it was selected, or while it was read");
  }

  private static Passage<ArchivedRecording> left(Recording recording, String kind,
      String detail) {
    return new Left<>(Reasons.because(recording.path(), kind, detail));
  }
}
