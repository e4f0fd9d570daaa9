package io.efsmigrator.scan;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A name whose inode in the source has more than one.
 *
 * @param device the source's device
 * @param entry how the entry would be copied if this name carried it
 * @param verdict how the target's entry of this name compares
 * @param targetInode the target's inode, or 0 if there is nothing of this type
 * @param targetLinkCount how many names that inode has
 */
record LinkName(long device, ManifestEntry entry, Difference.Verdict verdict, long targetInode,
    long targetLinkCount) {

  /** Groups stand together, their names in order. */
  static final Comparator<LinkName> ORDER = Comparator.comparingLong(LinkName::device)
      .thenComparingLong(LinkName::inode).thenComparing(name -> name.entry().path());

  static LinkName of(Stat source, ManifestEntry entry, Difference.Verdict verdict,
      @Nullable Stat target) {
    boolean comparable = target != null && target.type() == source.type();
    return new LinkName(source.device(), entry, verdict,
        comparable && target != null ? target.inode() : 0,
        comparable && target != null ? target.linkCount() : 0);
  }

  long inode() {
    return entry.metadata().inode();
  }

  boolean sameGroup(LinkName other) {
    return device == other.device && inode() == other.inode();
  }

  byte[] encode() throws IOException {
    Metadata metadata = entry.metadata();
    LinkTarget linkTarget = entry.linkTarget();
    return Records.encode(out -> {
      out.writeLong(device);
      out.writeUTF(verdict.name());
      out.writeLong(targetInode);
      out.writeLong(targetLinkCount);
      out.writeUTF(entry.kind().name());
      Records.writePath(out, entry.path());
      Records.writeBytes(out, linkTarget == null ? new byte[0] : linkTarget.bytes());
      out.writeInt(metadata.mode());
      out.writeLong(metadata.uid());
      out.writeLong(metadata.gid());
      out.writeLong(metadata.sizeBytes());
      out.writeLong(metadata.mtime().seconds());
      out.writeInt(metadata.mtime().nanos());
      out.writeLong(metadata.ctime().seconds());
      out.writeInt(metadata.ctime().nanos());
      out.writeLong(metadata.inode());
      out.writeLong(metadata.rdev());
      out.writeLong(metadata.linkCount());
    });
  }

  static LinkName decode(byte[] payload) throws IOException {
    return Records.decode(payload, in -> {
      long device = in.readLong();
      Difference.Verdict verdict = Difference.Verdict.valueOf(in.readUTF());
      long targetInode = in.readLong();
      long targetLinkCount = in.readLong();
      return new LinkName(device, readEntry(in), verdict, targetInode, targetLinkCount);
    });
  }

  private static ManifestEntry readEntry(DataInputStream in) throws IOException {
    Kind kind = Kind.valueOf(in.readUTF());
    RelativePath path = Records.readPath(in);
    byte[] linkTarget = Records.readBytes(in);
    Metadata metadata = new Metadata(in.readInt(), in.readLong(), in.readLong(), in.readLong(),
        new Timestamp(in.readLong(), in.readInt()), new Timestamp(in.readLong(), in.readInt()),
        in.readLong(), in.readLong(), in.readLong());
    return new ManifestEntry(kind, path, metadata,
        linkTarget.length == 0 ? null : LinkTarget.of(linkTarget), null);
  }
}
