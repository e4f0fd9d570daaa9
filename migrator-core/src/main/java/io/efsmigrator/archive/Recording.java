package io.efsmigrator.archive;

import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A file that was selected, as it was then.
 *
 * @param path below the source's root
 * @param metadata what the file system said of it
 */
record Recording(RelativePath path, Metadata metadata) {

  /** Whether this is still exactly what was selected: nothing can change without its ctime. */
  boolean is(Stat now) {
    return now.type() == FileType.FILE && metadata.equals(Metadata.from(now))
        && now.linkCount() == 1;
  }

  void write(DataOutputStream out) throws IOException {
    Records.writePath(out, path);
    out.writeInt(metadata.mode());
    out.writeLong(metadata.uid());
    out.writeLong(metadata.gid());
    out.writeLong(metadata.sizeBytes());
    write(out, metadata.mtime());
    write(out, metadata.ctime());
    out.writeLong(metadata.inode());
  }

  static Recording read(DataInputStream in) throws IOException {
    RelativePath path = Records.readPath(in);
    return new Recording(path, new Metadata(in.readInt(), in.readLong(), in.readLong(),
        in.readLong(), readTime(in), readTime(in), in.readLong(), 0, 1));
  }

  private static void write(DataOutputStream out, Timestamp time) throws IOException {
    out.writeLong(time.seconds());
    out.writeInt(time.nanos());
  }

  private static Timestamp readTime(DataInputStream in) throws IOException {
    return new Timestamp(in.readLong(), in.readInt());
  }
}
