package io.efsmigrator.verify;

import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.RecordSort;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.RelativePath;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file {@code SHA256SUMS} that {@code sha256sum -c} checks from the root of the tree.
 *
 * <p>Further names of a hard-linked file are left out; their content is listed under its first name.
 * Every path begins with {@code ./}, so that none is taken for standard input or an option.
 */
public final class Sha256Sums {

  private Sha256Sums() {}

  /** What a ledger says about the content of a path; a later one is right. */
  private record Statement(RelativePath path, long number, boolean directory,
      @Nullable Sha256 sha256) {

    static final Comparator<Statement> ORDER = Comparator.comparing(Statement::path)
        .thenComparingLong(Statement::number);

    /** Something has that name now, so that what is above it is a directory. */
    boolean isThere() {
      return directory || sha256 != null;
    }

    byte[] encode() throws IOException {
      return Records.encode(out -> {
        Records.writePath(out, path);
        out.writeLong(number);
        out.writeBoolean(directory);
        Records.writeBytes(out, sha256 == null ? new byte[0] : sha256.bytes());
      });
    }

    static Statement decode(byte[] payload) throws IOException {
      return Records.decode(payload, in -> {
        RelativePath path = Records.readPath(in);
        long number = in.readLong();
        boolean directory = in.readBoolean();
        byte[] sha256 = Records.readBytes(in);
        return new Statement(path, number, directory,
            sha256.length == 0 ? null : Sha256.of(sha256));
      });
    }
  }

  /**
   * Exports the newest hash of every file, in the order of their paths, durably.
   *
   * <p>The paths are sorted on disk, beside the file: that takes twice its size for the time being, and
   * no memory that grows with them.
   *
   * @param passes the ledgers of each pass, the first pass first
   * @param file where to write, replaced whole
   * @return how many files are listed
   */
  public static long export(List<List<Path>> passes, Path file) throws IOException {
    Path unsorted = beside(file, ".statements");
    Path sorted = beside(file, ".sorted");
    // Of an export that was killed; its ledgers may have grown since.
    Files.deleteIfExists(sorted);
    long length = collect(passes, unsorted);
    new RecordSort<>(Statement::decode, Statement.ORDER).sort(unsorted, length, sorted);
    Files.delete(unsorted);
    long listed;
    Path whole = beside(file, ".new");
    try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      listed = write(sorted, length, out);
      out.flush();
      channel.force(true);
    }
    Files.delete(sorted);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolderOf(file);
    return listed;
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /**
   * One line. A name with a backslash, newline or carriage return is escaped and its line begins with a
   * backslash, as {@code sha256sum} itself does it.
   */
  static byte[] line(RelativePath path, Sha256 sha256) {
    byte[] bytes = path.bytes();
    ByteArrayOutputStream name = new ByteArrayOutputStream(bytes.length + 16);
    boolean escaped = false;
    for (byte b : bytes) {
      char letter = switch (b) {
        case '\\' -> '\\';
        case '\n' -> 'n';
        case '\r' -> 'r';
        default -> 0;
      };
      if (letter == 0) {
        name.write(b);
      } else {
        escaped = true;
        name.write('\\');
        name.write(letter);
      }
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(name.size() + 72);
    line.writeBytes(((escaped ? "\\" : "") + sha256 + "  ./").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(name.toByteArray());
    line.write('\n');
    return line.toByteArray();
  }

  private static long collect(List<List<Path>> passes, Path statements) throws IOException {
    long number = 0;
    try (RecordLog log = RecordLog.open(statements, 0)) {
      for (Path ledger : passes.stream().flatMap(List::stream).toList()) {
        try (LedgerReader reader = LedgerReader.open(ledger)) {
          LedgerEntry entry = reader.next();
          while (entry != null) {
            boolean directory = isDirectory(entry, ledger);
            if (directory || tellsContent(entry)) {
              log.append(new Statement(entry.path(), number++, directory, entry.sha256())
                  .encode());
            }
            entry = reader.next();
          }
        }
      }
      log.sync();
      return log.length();
    }
  }

  /** Attributes leave the content that an earlier pass has proved. */
  private static boolean tellsContent(LedgerEntry entry) {
    return switch (entry.outcome()) {
      case ATTRIBUTES_SET, UNCHANGED -> entry.sha256() != null;
      // A further name has the content of its first name now, whatever it had before.
      case COPIED, LINKED, DELETED, VANISHED, IN_FLUX, FAILED -> true;
    };
  }

  /** Finishing sets the attributes of directories alone: no file has that name any more. */
  private static boolean isDirectory(LedgerEntry entry, Path ledger) {
    return entry.kind() == Kind.ATTRIBUTES && ledger.endsWith(PassDirectory.FINISH_LEDGER);
  }

  private static long write(Path sorted, long length, OutputStream out) throws IOException {
    Standing standing = new Standing(out);
    try (RecordLog.Reader reader = RecordLog.read(sorted, 0, length)) {
      byte @Nullable [] payload = reader.next();
      while (payload != null) {
        Statement statement = Statement.decode(payload);
        payload = reader.next();
        if (payload == null || !Statement.decode(payload).path().equals(statement.path())) {
          standing.take(statement);
        }
      }
    }
    standing.end();
    return standing.listed;
  }

  /**
   * The last statement about each path, weighed against those about the paths above it: what is below
   * a file or a link is older than that, or that is no file any more.
   */
  private static final class Standing {

    private final OutputStream out;
    /** Each below the one before it, the last one nearest to the path that comes next. */
    private final Deque<Statement> above = new ArrayDeque<>();
    private @Nullable Statement held;
    private long listed;

    private Standing(OutputStream out) {
      this.out = out;
    }

    /** Takes the next path, in their order: what is below a path follows it at once. */
    void take(Statement statement) throws IOException {
      while (!above.isEmpty() && !statement.path().startsWith(above.getLast().path())) {
        above.removeLast();
      }
      for (Statement higher : above) {
        if (higher.number() > statement.number() && !higher.directory()) {
          return;
        }
      }
      Statement file = held;
      if (file != null && !statement.path().startsWith(file.path())) {
        end();
      } else if (file != null && statement.isThere()) {
        held = null;
      }
      if (statement.sha256() != null) {
        held = statement;
      }
      above.addLast(statement);
    }

    /** Nothing below it is newer: it is still a file. */
    void end() throws IOException {
      Statement file = held;
      held = null;
      if (file != null && file.sha256() != null) {
        out.write(line(file.path(), file.sha256()));
        listed++;
      }
    }
  }
}
