package io.efsmigrator.scan;

import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.SegmentPosition;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How far a scan is committed: the lengths of the files it appends to, and its counts.
 *
 * @param mode what the scan is for; it cannot change on the way
 * @param phase what it is doing
 * @param startedAt the start of the pass, as given when it was first opened
 * @param frontier where the directories still to list are
 * @param linkNamesLength length of the file of names that share an inode
 * @param linksRead names before this byte of the sorted file are dealt with
 * @param problemsBefore length of the problem file before the last batch
 * @param problemsLength length of the problem file
 * @param entries where the segments to copy end
 * @param links where the segments with hard links end
 * @param deletes where the segments with deletes end
 * @param directories where the segments with directories end
 * @param counts what was found
 */
record ScanCheckpoint(ScanMode mode, Phase phase, Timestamp startedAt, Frontier.Position frontier,
    long linkNamesLength, long linksRead, long problemsBefore,
    long problemsLength, SegmentPosition entries, SegmentPosition links, SegmentPosition deletes,
    SegmentPosition directories, ScanCounts counts) {

  /** What a scan does, one after the other. */
  enum Phase {
    /** Lists directories. */
    CRAWL,
    /** Looks at names that share an inode. */
    LINKS,
    /** Nothing any more. */
    DONE
  }

  static ScanCheckpoint start(ScanMode mode, Timestamp startedAt) {
    return new ScanCheckpoint(mode, Phase.CRAWL, startedAt, Frontier.Position.EMPTY, 0, 0, 0, 0,
        SegmentPosition.START, SegmentPosition.START, SegmentPosition.START,
        SegmentPosition.START, ScanCounts.NONE);
  }

  /** Makes this the committed state, durably. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, "mode", mode.name());
    line(text, "phase", phase.name());
    line(text, "startedAt.seconds", startedAt.seconds());
    line(text, "startedAt.nanos", startedAt.nanos());
    line(text, "frontier.header", frontier.header());
    line(text, "frontier.next", frontier.next());
    line(text, "frontier.end", frontier.end());
    line(text, "frontier.length", frontier.length());
    line(text, "linkNamesLength", linkNamesLength);
    line(text, "linksRead", linksRead);
    line(text, "problemsBefore", problemsBefore);
    line(text, "problemsLength", problemsLength);
    position(text, "entries", entries);
    position(text, "links", links);
    position(text, "deletes", deletes);
    position(text, "directories", directories);
    line(text, "count.directories", counts.directories());
    line(text, "count.entries", counts.entries());
    line(text, "count.toCopy", counts.toCopy());
    line(text, "count.bytesToCopy", counts.bytesToCopy());
    line(text, "count.links", counts.links());
    line(text, "count.deletes", counts.deletes());
    line(text, "count.problems", counts.problems());
    DurableFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The committed state, if a scan has begun. */
  static Optional<ScanCheckpoint> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    try {
      ScanCounts counts = new ScanCounts(number(lines, "count.directories"),
          number(lines, "count.entries"), number(lines, "count.toCopy"),
          number(lines, "count.bytesToCopy"), number(lines, "count.links"),
          number(lines, "count.deletes"), number(lines, "count.problems"));
      return Optional.of(new ScanCheckpoint(ScanMode.valueOf(lines.getProperty("mode", "")),
          Phase.valueOf(lines.getProperty("phase", "")),
          new Timestamp(number(lines, "startedAt.seconds"),
              (int) number(lines, "startedAt.nanos")),
          new Frontier.Position(number(lines, "frontier.header"), number(lines, "frontier.next"),
              number(lines, "frontier.end"), number(lines, "frontier.length")),
          number(lines, "linkNamesLength"), number(lines, "linksRead"),
          number(lines, "problemsBefore"), number(lines, "problemsLength"),
          position(lines, "entries"), position(lines, "links"), position(lines, "deletes"),
          position(lines, "directories"), counts));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static void line(StringBuilder text, String key, Object value) {
    text.append(key).append('=').append(value).append('\n');
  }

  private static void position(StringBuilder text, String key, SegmentPosition position) {
    line(text, key + ".segment", position.segment());
    line(text, key + ".length", position.length());
    line(text, key + ".entries", position.entries());
    line(text, key + ".totalEntries", position.totalEntries());
  }

  private static SegmentPosition position(Properties lines, String key) {
    return new SegmentPosition((int) number(lines, key + ".segment"),
        number(lines, key + ".length"), (int) number(lines, key + ".entries"),
        number(lines, key + ".totalEntries"));
  }

  private static long number(Properties lines, String key) {
    return Long.parseLong(lines.getProperty(key, "no " + key));
  }
}
