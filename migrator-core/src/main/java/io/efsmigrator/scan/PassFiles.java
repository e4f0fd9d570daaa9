package io.efsmigrator.scan;

import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.manifest.SegmentPosition;
import io.efsmigrator.manifest.SegmentWriter;
import io.efsmigrator.posix.Errno;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a scan appends to, committed together by one checkpoint.
 *
 * <p>Nothing counts before {@link #commit} has returned. It first makes all files durable and replaces
 * the checkpoint last; opening cuts every file back to the checkpoint. Not for several threads.
 */
final class PassFiles implements Closeable {

  private final PassDirectory pass;
  private final Frontier frontier;
  private RecordLog linkNames;
  private final RecordLog problems;
  private final SegmentWriter entries;
  private final SegmentWriter links;
  private final SegmentWriter deletes;
  private final SegmentWriter directories;
  private ScanCheckpoint committed;
  private ScanCounts counts;

  private PassFiles(PassDirectory pass, ScanCheckpoint committed, int segmentEntries)
      throws IOException {
    this.pass = pass;
    this.committed = committed;
    this.counts = committed.counts();
    this.frontier = Frontier.open(pass.frontier(), committed.frontier());
    this.linkNames = RecordLog.open(linkNamesFile(), committed.linkNamesLength());
    this.problems = RecordLog.open(problemsFile(), committed.problemsLength());
    this.entries = SegmentWriter.open(pass.segments(), segmentEntries, committed.entries());
    this.links = SegmentWriter.open(pass.links(), segmentEntries, committed.links());
    this.deletes = SegmentWriter.open(pass.deletes(), segmentEntries, committed.deletes());
    this.directories = SegmentWriter.open(pass.directories(), segmentEntries,
        committed.directories());
  }

  static PassFiles open(PassDirectory pass, ScanCheckpoint committed, int segmentEntries)
      throws IOException {
    return new PassFiles(pass, committed, segmentEntries);
  }

  ScanCheckpoint committed() {
    return committed;
  }

  /** Segments to copy that are committed and take no more entries; all of them at the end. */
  int completeSegments() {
    return committed.phase() == ScanCheckpoint.Phase.DONE
        ? committed.entries().segment()
        : entries.completeSegments();
  }

  ScanCounts counts() {
    return counts;
  }

  /** The directories still to list. */
  Frontier frontier() {
    return frontier;
  }

  Path linkNamesFile() {
    return pass.path().resolve("link-names");
  }

  Path sortedLinkNamesFile() {
    return pass.path().resolve("link-names.sorted");
  }

  void seen(long directoriesListed, long entriesSeen) {
    counts = counts.plus(ScanCounts.ofSeen(directoriesListed, entriesSeen));
  }

  void toList(FrontierDirectory directory) throws IOException {
    frontier.add(directory);
  }

  void toGroup(LinkName name) throws IOException {
    linkNames.append(name.encode());
  }

  void toCopy(ManifestEntry entry) throws IOException {
    entries.append(entry);
    if (entry.kind() != Kind.UNCHANGED) {
      long bytes = entry.kind() == Kind.FILE ? entry.metadata().sizeBytes() : 0;
      counts = counts.plus(ScanCounts.ofCopy(bytes));
    }
  }

  void toLink(ManifestEntry entry) throws IOException {
    links.append(entry);
    counts = counts.plus(ScanCounts.ofLink());
  }

  void toDelete(ManifestEntry entry) throws IOException {
    deletes.append(entry);
    counts = counts.plus(ScanCounts.ofDelete());
  }

  void toFinish(ManifestEntry directory) throws IOException {
    directories.append(directory);
  }

  void report(Problem problem) throws IOException {
    Errno errno = problem.errno();
    problems.append(Records.encode(out -> {
      Records.writePath(out, problem.path());
      out.writeUTF(problem.kind());
      out.writeInt(errno == null ? 0 : errno.code());
      out.writeInt(problem.attempts());
      Records.writeBytes(out, problem.detail().getBytes(StandardCharsets.UTF_8));
    }));
    counts = counts.plus(ScanCounts.ofProblem());
  }

  /** Makes everything durable, then the checkpoint. */
  void commit(ScanCheckpoint.Phase phase, long linksRead) throws IOException {
    commit(phase, linkNames.length(), linksRead);
  }

  /** Commits the end. The names of hard links have done their work; they may be gigabytes. */
  void commitEnd() throws IOException {
    commit(ScanCheckpoint.Phase.DONE, 0, 0);
    linkNames.close();
    linkNames = RecordLog.open(linkNamesFile(), 0);
    Files.deleteIfExists(sortedLinkNamesFile());
  }

  private void commit(ScanCheckpoint.Phase phase, long linkNamesLength, long linksRead)
      throws IOException {
    Frontier.Position directoriesToList = frontier.commit();
    linkNames.sync();
    problems.sync();
    ScanCheckpoint next = new ScanCheckpoint(committed.mode(), phase, committed.startedAt(),
        directoriesToList, linkNamesLength, linksRead,
        committed.problemsLength(), problems.length(), commit(entries, committed.entries()),
        commit(links, committed.links()), commit(deletes, committed.deletes()),
        commit(directories, committed.directories()), counts);
    next.write(pass.checkpoint());
    committed = next;
  }

  /** The committed problems from a position on, at most so many. */
  Found problems(long from, int most) throws IOException {
    List<Problem> found = new ArrayList<>();
    try (RecordLog.Reader reader = RecordLog.read(problemsFile(), from,
        committed.problemsLength())) {
      byte @Nullable [] payload = reader.next();
      while (payload != null) {
        found.add(Records.decode(payload, PassFiles::readProblem));
        payload = found.size() < most ? reader.next() : null;
      }
      return new Found(from, reader.position(), found);
    }
  }

  @Override
  public void close() throws IOException {
    frontier.close();
    linkNames.close();
    problems.close();
    entries.close();
    links.close();
    deletes.close();
    directories.close();
  }

  private Path problemsFile() {
    return pass.path().resolve("problems");
  }

  /** A segment that nothing was added to costs no sync. */
  private static SegmentPosition commit(SegmentWriter segment, SegmentPosition before)
      throws IOException {
    return segment.totalEntries() == before.totalEntries() ? before : segment.commit();
  }

  private static Problem readProblem(DataInputStream in) throws IOException {
    var path = Records.readPath(in);
    String kind = in.readUTF();
    int code = in.readInt();
    int attempts = in.readInt();
    String detail = new String(Records.readBytes(in), StandardCharsets.UTF_8);
    return new Problem(path, kind, code == 0 ? null : Errno.of(code), attempts, detail);
  }
}
