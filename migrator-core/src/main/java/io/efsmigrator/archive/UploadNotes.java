package io.efsmigrator.archive;

import io.efsmigrator.archive.MultipartUploads.Upload;
import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The uploads in parts that are begun and not yet over, a small file each, so that a restart goes on
 * with them. Written before the first part is sent, and taken away after the last word.
 */
final class UploadNotes {

  /**
   * An upload, and what it is of.
   *
   * @param recording the file as it was
   * @param sha256 hash of its content as it was
   */
  record Note(Upload upload, Recording recording, Sha256 sha256) {}

  private static final String ENDING = ".upload";

  private final Path folder;

  /** Notes in this folder, which is there. */
  UploadNotes(Path folder) {
    this.folder = folder;
  }

  /** The upload under this key, if it is of exactly this recording. */
  Optional<Note> find(ObjectKey key, Recording recording) throws IOException {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Note note = read(file);
    Metadata noted = note.recording().metadata();
    return noted.equals(recording.metadata()) ? Optional.of(note) : Optional.empty();
  }

  void write(Note note) throws IOException {
    DurableFile.replace(file(note.upload().key()), Records.encode(out -> {
      out.writeUTF(note.upload().key().value());
      out.writeUTF(note.upload().id());
      note.recording().write(out);
      Records.writeBytes(out, note.sha256().bytes());
    }));
  }

  /** Forgets the upload under this key. */
  void remove(ObjectKey key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  /** All of them: as many as there are threads, or a few more. */
  List<Note> all() throws IOException {
    List<Note> notes = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : found) {
        notes.add(read(file));
      }
    }
    return notes;
  }

  /** A key may be longer than the name of a file. */
  private Path file(ObjectKey key) {
    byte[] bytes = key.value().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(Sha256.of(Sha256.newDigest().digest(bytes)) + ENDING);
  }

  private static Note read(Path file) throws IOException {
    return Records.decode(Files.readAllBytes(file), in -> {
      Upload upload = new Upload(new ObjectKey(in.readUTF()), in.readUTF());
      return new Note(upload, Recording.read(in), Sha256.of(Records.readBytes(in)));
    });
  }
}
