package io.efsmigrator.archive;

import io.efsmigrator.archive.StepFiles.Position;
import io.efsmigrator.manifest.DurableFile;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the folder of a run knows of its steps. */
public final class ArchiveRun {

  /** Is handed what was left, some at a time. */
  @FunctionalInterface
  public interface Portions {

    /**
     * The next portion.
     *
     * @param from the number of its first one
     * @param byDesign those that are nobody's mistake: further names, and what is no file
     * @param problems the others
     */
    void take(long from, List<Problem> byDesign, List<Problem> problems) throws IOException;
  }

  private static final int PORTION = 500;

  private ArchiveRun() {}

  static StepFiles select(Path folder) {
    return new StepFiles(folder, "select");
  }

  static StepFiles upload(Path folder) {
    return new StepFiles(folder, "upload");
  }

  static StepFiles verify(Path folder) {
    return new StepFiles(folder, "verify");
  }

  static StepFiles delete(Path folder) {
    return new StepFiles(folder, "delete");
  }

  /** When the run began first: now, or what was noted then. */
  public static Timestamp began(Path folder, Timestamp now) throws IOException {
    Path file = folder.resolve("began");
    if (!Files.exists(file)) {
      DurableFile.replace(file, Records.encode(out -> {
        out.writeLong(now.seconds());
        out.writeInt(now.nanos());
      }));
    }
    return Records.decode(Files.readAllBytes(file),
        in -> new Timestamp(in.readLong(), in.readInt()));
  }

  /** How the selection stands. */
  public static ArchiveProgress selected(Path folder) throws IOException {
    return ArchiveProgress.of(select(folder).position());
  }

  /** How the verification stands. */
  public static ArchiveProgress verified(Path folder) throws IOException {
    return ArchiveProgress.of(verify(folder).position());
  }

  /** How the deletion stands. */
  public static ArchiveProgress deleted(Path folder) throws IOException {
    return ArchiveProgress.of(delete(folder).position());
  }

  /** Hands over everything that any step has left, from the first on, and tells how many that are. */
  public static long left(Path folder, Portions portions) throws IOException {
    long number = 0;
    long from = 0;
    List<Problem> byDesign = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (StepFiles files : List.of(select(folder), upload(folder), verify(folder),
        delete(folder))) {
      Position position = files.position();
      if (position.left() == 0) {
        continue;
      }
      try (RecordLog.Reader reader = RecordLog.read(files.left(), 0, position.left())) {
        byte @Nullable [] payload = reader.next();
        while (payload != null) {
          Problem problem = Records.decode(payload, Reasons::read);
          (Reasons.isByDesign(problem) ? byDesign : problems).add(problem);
          number++;
          if (number - from == PORTION) {
            portions.take(from, byDesign, problems);
            from = number;
            byDesign.clear();
            problems.clear();
          }
          payload = reader.next();
        }
      }
    }
    portions.take(from, byDesign, problems);
    return number;
  }
}
