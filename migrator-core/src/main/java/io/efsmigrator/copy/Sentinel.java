package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.ReservedNames;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Removal;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whose target this is and where its data comes from: the file {@code .efs-migrator} in its root.
 *
 * <p>It stands there from before the first byte until the copy is proved. Another migration, and a
 * copy in the other direction, find it and refuse. It holds no secret and no path.
 *
 * @param migration the migration's id
 * @param source the id of the file system or directory that data comes from
 * @param target the id of the one it goes to
 */
public record Sentinel(String migration, String source, String target) {

  private static final Name NAME = ReservedNames.SENTINEL;
  private static final Name BESIDE = ReservedNames.SENTINEL_BESIDE;
  private static final String HEAD = "efs-migrator 1";
  private static final int MAX_BYTES = 4096;
  private static final int MODE = 0600;

  public Sentinel {
    for (String value : List.of(migration, source, target)) {
      if (value.isEmpty() || value.contains("\n")) {
        throw new IllegalArgumentException("an id is one line, not '" + value + "'");
      }
    }
  }

  /** The sentinel in a root, if there is one. */
  public static Optional<Sentinel> read(Directory root) throws IOException {
    try (OpenFile file = root.openFile(NAME)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_BYTES);
      while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
        // Read on: a read may bring less than it could.
      }
      return Optional.of(parse(StandardCharsets.UTF_8.decode(buffer.flip()).toString()));
    } catch (PosixException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Makes a target ours: finds this sentinel there, or writes it into a directory that is empty or
   * known.
   *
   * @throws RootRefusedException if somebody else's data or sentinel is in one of the roots
   */
  public void claim(Directory sourceRoot, Directory targetRoot, TargetHistory history,
      CopyGuard guard) throws IOException {
    Optional<Sentinel> inSource = read(sourceRoot);
    if (inSource.isPresent()) {
      throw new RootRefusedException("The source is the target of the unfinished migration "
          + inSource.get().migration + " from " + inSource.get().source,
          "Finish or abandon that migration first; its target is not complete.");
    }
    Optional<Sentinel> there = read(targetRoot);
    if (there.isPresent()) {
      if (!there.get().equals(this)) {
        throw new RootRefusedException("The target belongs to the migration "
            + there.get().migration + " from " + there.get().source + " to " + there.get().target,
            "Finish or abandon that migration first, or name another target.");
      }
      return;
    }
    if (history == TargetHistory.UNKNOWN && !isEmpty(targetRoot)) {
      throw new RootRefusedException("The target is not empty and not known to this migration.",
          "Name an empty directory; if this really is the right one, empty it by hand first.");
    }
    write(targetRoot, guard);
  }

  /**
   * Takes the sentinel out of a root whose copy is proved, and gives the root the time of the source's.
   *
   * <p>That time is asked of the source and not remembered from the target: a kill after the removal
   * lets the next start write the sentinel again, and either moves the target's own time. May be
   * repeated after a kill anywhere in here.
   */
  public static void remove(Directory sourceRoot, Directory targetRoot, CopyGuard guard)
      throws IOException {
    Removal removal = new Removal(guard::check);
    for (Name ours : List.of(BESIDE, NAME)) {
      if (targetRoot.find(ours).isPresent()) {
        removal.entry(targetRoot, ours);
      }
    }
    Timestamp mtime = sourceRoot.stat().mtime();
    if (!targetRoot.stat().mtime().equals(mtime)) {
      guard.check();
      targetRoot.setTimes(mtime);
      targetRoot.sync();
    }
  }

  private void write(Directory root, CopyGuard guard) throws IOException {
    // Renamed into place: a kill must not leave half a sentinel, which nobody could trust or remove.
    new Removal(guard::check).entry(root, BESIDE);
    guard.check();
    try (OpenFile file = root.createFile(BESIDE, MODE)) {
      byte[] text = text().getBytes(StandardCharsets.UTF_8);
      file.write(ByteBuffer.allocateDirect(text.length).put(text).flip(), 0);
      file.sync();
    }
    guard.check();
    root.rename(BESIDE, root, NAME);
    root.sync();
  }

  private String text() {
    return String.join("\n", HEAD, migration, source, target, "");
  }

  private static Sentinel parse(String text) throws RootRefusedException {
    List<String> lines = text.lines().toList();
    if (lines.size() != 4 || !lines.get(0).equals(HEAD)) {
      throw new RootRefusedException("The file " + NAME + " is not one of ours.",
          "Look at it; if nobody else needs it, remove it and start again.");
    }
    return new Sentinel(lines.get(1), lines.get(2), lines.get(3));
  }

  private static boolean isEmpty(Directory root) throws PosixException {
    return root.listWhile(name -> ReservedNames.contains(RelativePath.ROOT, name));
  }
}
