package io.efsmigrator.copy;

import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * How much of one large file is durable in the target: a line about source and target as they were,
 * and a line with the number of bytes.
 *
 * <p>It counts only while both are still the same: any change of the source has another ctime, and a
 * target that was removed and created again is another inode. Should a file system give the number of
 * the removed one to it, the verification of its content finds that. A damaged note counts for nothing.
 */
final class LargeFileNote {

  private final Path file;
  private final String about;

  private LargeFileNote(Path file, String about) {
    this.file = file;
    this.about = about;
  }

  static LargeFileNote of(Path folder, RelativePath path, Stat source, Stat target) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(path.bytes());
    return new LargeFileNote(folder.resolve(Sha256.of(digest).toString()),
        "%d bytes, changed %s, inode %d, into inode %d of device %d".formatted(
            source.sizeBytes(), source.ctime(), source.inode(), target.inode(),
            target.device()));
  }

  /** How many bytes the target has already, all of them durable; 0 if nothing can be trusted. */
  long kept(Stat target) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    // Any bytes are text in this one: what is damaged must not end the run.
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    if (lines.size() != 2 || !lines.getFirst().equals(about)
        || !lines.getLast().matches("\\d{1,18}")) {
      return 0;
    }
    long kept = Long.parseLong(lines.getLast());
    return kept <= target.sizeBytes() ? kept : 0;
  }

  /** Notes that so many bytes are durable; they must be. */
  void write(long kept) throws IOException {
    Files.createDirectories(DurableFile.folder(file));
    DurableFile.replace(file, (about + "\n" + kept + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
