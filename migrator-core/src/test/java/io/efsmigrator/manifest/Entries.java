package io.efsmigrator.manifest;

import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.LinkTarget;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.util.List;
import java.util.stream.IntStream;

/** Entries to write in tests; each differs from the next in everything that can differ. */
final class Entries {

  private static final RelativePath ODD = RelativePath.of(new byte[]{'a', '/', '\n', (byte) 0xff});

  private Entries() {}

  static ManifestEntry file(int number) {
    return ManifestEntry.of(Kind.FILE, RelativePath.of("dir/file" + number), metadata(number));
  }

  static List<ManifestEntry> files(int count) {
    return IntStream.range(0, count).mapToObj(Entries::file).toList();
  }

  static List<ManifestEntry> ofEveryKind() {
    return List.of(file(1), ManifestEntry.of(Kind.UNCHANGED, ODD, metadata(2)),
        ManifestEntry.symlink(ODD, metadata(3), LinkTarget.of(new byte[]{'.', (byte) 0x80})),
        ManifestEntry.of(Kind.FIFO, ODD, metadata(4)),
        ManifestEntry.of(Kind.SOCKET, ODD, metadata(5)),
        ManifestEntry.of(Kind.CHARACTER_DEVICE, ODD, metadata(6)),
        ManifestEntry.of(Kind.BLOCK_DEVICE, ODD, metadata(7)),
        ManifestEntry.hardLink(ODD, metadata(8), RelativePath.of("first/name")),
        ManifestEntry.of(Kind.DELETE, ODD, metadata(9)),
        ManifestEntry.of(Kind.ATTRIBUTES, RelativePath.ROOT, metadata(10)));
  }

  static LedgerEntry copied(int number) {
    return new LedgerEntry(RelativePath.of("dir/file" + number), Kind.FILE, Outcome.COPIED,
        1000L + number, hash(number), new Timestamp(number, number), 70L + number, null, 1, "");
  }

  static List<LedgerEntry> copied(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(Entries::copied).toList();
  }

  static LedgerEntry failed() {
    return new LedgerEntry(ODD, Kind.SYMLINK, Outcome.FAILED, 0, null,
        new Timestamp(-1, 999_999_999), -1, Errno.EACCES, 3, "no right to read it — “ü”");
  }

  private static Sha256 hash(int number) {
    return Sha256.of(Sha256.newDigest().digest(new byte[]{(byte) number}));
  }

  private static Metadata metadata(int number) {
    return new Metadata(07777 - number, 0xffff_fffeL - number, 5L + number, 1L << 45,
        new Timestamp(-number, 999_999_999 - number), new Timestamp(1L << 33, number),
        Long.MAX_VALUE - number, number, number + 1L);
  }
}
