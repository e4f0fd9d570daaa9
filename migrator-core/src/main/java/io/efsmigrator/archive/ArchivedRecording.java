package io.efsmigrator.archive;

import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A recording and the object that holds it.
 *
 * @param sha256 hash of the content that was read from the source
 * @param checksum what the store has to answer for that content, see {@link StoredObject#checksum()}
 */
record ArchivedRecording(Recording recording, ObjectKey key, Sha256 sha256, String checksum) {

  /** What is stored beside the content. */
  static Map<String, String> notes(Metadata metadata, Sha256 sha256) {
    return Map.of("mode", String.format("%04o", metadata.mode()),
        "uid", String.valueOf(metadata.uid()), "gid", String.valueOf(metadata.gid()),
        "mtime", metadata.mtime().toString(), "sha256", sha256.toString());
  }

  /** Why the object is not this recording, if it is not. An object without a checksum proves nothing. */
  Optional<String> differs(StoredObject stored) {
    if (stored.sizeBytes() != recording.metadata().sizeBytes()) {
      return Optional.of("it has " + stored.sizeBytes() + " bytes, the recording "
          + recording.metadata().sizeBytes());
    }
    if (stored.checksum().isEmpty()) {
      return Optional.of("the store has no SHA-256 of it");
    }
    if (!stored.checksum().get().equals(checksum)) {
      return Optional.of("its checksum is not that of the recording");
    }
    return notes(recording.metadata(), sha256).equals(stored.notes())
        ? Optional.empty()
        : Optional.of("its owner, mode, time or SHA-256 is noted differently");
  }

  void write(DataOutputStream out) throws IOException {
    recording.write(out);
    out.writeUTF(key.value());
    Records.writeBytes(out, sha256.bytes());
    out.writeUTF(checksum);
  }

  static ArchivedRecording read(DataInputStream in) throws IOException {
    Recording recording = Recording.read(in);
    return new ArchivedRecording(recording, new ObjectKey(in.readUTF()),
        Sha256.of(Records.readBytes(in)), in.readUTF());
  }
}
