package io.efsmigrator.verify;

import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a file {@code SHA256SUMS} that {@code sha256sum -c} checks from the root of the tree.
 *
 * <p>Further names of a hard-linked file are left out; their content is listed under its first name.
 * Every path begins with {@code ./}, so that none is taken for standard input or an option.
 */
public final class Sha256Sums {

  private Sha256Sums() {}

  /**
   * Exports the newest hash of every file, durably.
   *
   * <p>Memory holds what the later passes did, never the first one.
   *
   * @param passes the ledgers of each pass, the first pass first
   * @param file where to write, replaced whole
   * @return how many files are listed
   */
  public static long export(List<List<Path>> passes, Path file) throws IOException {
    Map<RelativePath, Optional<Sha256>> later = new TreeMap<>();
    for (List<Path> ledgers : passes.subList(Math.min(1, passes.size()), passes.size())) {
      for (Path ledger : ledgers) {
        collect(ledger, later);
      }
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    long listed = 0;
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      for (Path ledger : passes.isEmpty() ? List.<Path>of() : passes.getFirst()) {
        listed += writeUnlessLater(ledger, later, out);
      }
      for (var entry : later.entrySet()) {
        if (entry.getValue().isPresent()) {
          out.write(line(entry.getKey(), entry.getValue().get()));
          listed++;
        }
      }
      out.flush();
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolderOf(file);
    return listed;
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

  private static void collect(Path ledger, Map<RelativePath, Optional<Sha256>> later)
      throws IOException {
    try (LedgerReader reader = LedgerReader.open(ledger)) {
      LedgerEntry entry = reader.next();
      while (entry != null) {
        switch (entry.outcome()) {
          // Attributes and further names leave the content that an earlier pass has proved.
          case ATTRIBUTES_SET, LINKED, UNCHANGED -> {
            Sha256 sha256 = entry.sha256();
            if (sha256 != null) {
              later.put(entry.path(), Optional.of(sha256));
            }
          }
          case COPIED, DELETED, VANISHED, IN_FLUX, FAILED ->
            later.put(entry.path(), Optional.ofNullable(entry.sha256()));
        }
        entry = reader.next();
      }
    }
  }

  private static long writeUnlessLater(Path ledger, Map<RelativePath, Optional<Sha256>> later,
      OutputStream out) throws IOException {
    long listed = 0;
    try (LedgerReader reader = LedgerReader.open(ledger)) {
      LedgerEntry entry = reader.next();
      while (entry != null) {
        Sha256 sha256 = entry.sha256();
        if (sha256 != null && !later.containsKey(entry.path())) {
          out.write(line(entry.path(), sha256));
          listed++;
        }
        entry = reader.next();
      }
    }
    return listed;
  }
}
