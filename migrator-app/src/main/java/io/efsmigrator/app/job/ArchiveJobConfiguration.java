package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.archive.ArchiveOrder.Fate;
import io.efsmigrator.archive.ArchiveProgress;
import io.efsmigrator.archive.ArchiveRun;
import io.efsmigrator.archive.ArchiveStep;
import io.efsmigrator.archive.DeleteArchived;
import io.efsmigrator.archive.FileChoice;
import io.efsmigrator.archive.SelectRecordings;
import io.efsmigrator.archive.UploadRecordings;
import io.efsmigrator.archive.VerifyArchive;
import io.efsmigrator.archive.WriteManifest;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

/** The job {@code archive}: old recordings to a bucket, and out of the source if that was ordered. */
public final class ArchiveJobConfiguration {

  /** Name of the job. */
  public static final String NAME = "archive";

  private final ArchiveWork work;
  private final String run;
  private final RunParts parts;
  private final Steps steps;

  /** The job of one run. */
  public ArchiveJobConfiguration(ArchiveWork work, RunParts parts) {
    this.work = work;
    this.run = parts.migrationId();
    this.parts = parts;
    this.steps = new Steps(parts);
  }

  /** The steps that the order asks for; their names are what the history shows. */
  public Job job() {
    List<Step> all = new ArrayList<>();
    all.add(once("checkArchive", this::check, Steps.OnRestart.LOOK_AGAIN));
    all.add(portions("selectRecordings", "selected", this::select));
    if (work.order().fate() != Fate.DRY_RUN) {
      all.add(portions("uploadRecordings", "uploaded", this::upload));
      all.add(portions("verifyArchive", "verified",
          () -> VerifyArchive.open(work.store(), work.folder(), parts.threads().entries())));
      all.add(once("writeManifest", this::manifest, Steps.OnRestart.SKIP));
    }
    if (work.order().fate() == Fate.DELETE_AFTER_VERIFY) {
      // Asked for before every portion: another migration of the source may begin meanwhile.
      all.add(steps.tasklet("deleteArchived", new ArchiveTasklet(this::delete, "deleted",
          work.hold(), parts), Steps.OnRestart.SKIP));
    }
    all.add(steps.tasklet("reportArchive",
        new ArchiveReport(work.folder(), parts, this::words), Steps.OnRestart.LOOK_AGAIN));
    return new SequentialJob(NAME, all, parts.sequence(), parts.repository(), this::words);
  }

  private Step portions(String name, String verb, ArchiveTasklet.Opening opening) {
    return steps.tasklet(name, new ArchiveTasklet(opening, verb, () -> {}, parts),
        Steps.OnRestart.SKIP);
  }

  private Step once(String name, ArchiveTasklet.Act act, Steps.OnRestart onRestart) {
    return steps.tasklet(name, ArchiveTasklet.once(act, parts), onRestart);
  }

  private String check() throws IOException, StepFailedException {
    work.checks().run();
    Files.createDirectories(work.folder());
    return switch (work.order().fate()) {
      case DRY_RUN -> "only counted: nothing is stored";
      case KEEP -> work.place() + " is there";
      case DELETE_AFTER_VERIFY -> {
        work.hold().run();
        yield work.place() + " is there, and nothing mirrors the source yet";
      }
    };
  }

  private ArchiveStep select() throws IOException {
    Instant now = parts.clock().instant();
    Timestamp began = ArchiveRun.began(work.folder(),
        new Timestamp(now.getEpochSecond(), now.getNano()));
    return overSource(tree -> SelectRecordings.open(tree,
        new FileChoice(work.order().filter(), began), work.folder(), parts.threads().entries(),
        parts.pace()));
  }

  private ArchiveStep upload() throws IOException {
    return overSource(tree -> UploadRecordings.open(tree, work.store(), work.folder(),
        parts.threads().entries(), parts.pace(), guard()));
  }

  private String manifest() throws IOException {
    long listed = WriteManifest.write(work.store(), work.folder(), run, work.about(), guard());
    return listed == 0
        ? "nothing was verified, so there is no manifest"
        : String.format(Locale.ROOT, "%,d recordings listed in %smanifests/%s.jsonl.gz", listed,
            work.place(), run);
  }

  private ArchiveStep delete() throws IOException {
    return overSource(tree -> DeleteArchived.open(tree, work.store(), guard(), work.folder(),
        parts.threads().entries()));
  }

  private String words() {
    try {
      String verified = String.format(Locale.ROOT, "%,d recordings (%,d bytes)",
          ArchiveRun.verified(work.folder()).records(),
          ArchiveRun.verified(work.folder()).bytes());
      return switch (work.order().fate()) {
        case DRY_RUN -> String.format(Locale.ROOT,
            "%,d recordings (%,d bytes) would be archived in %s",
            ArchiveRun.selected(work.folder()).records(),
            ArchiveRun.selected(work.folder()).bytes(), work.place());
        case KEEP -> verified + " archived in " + work.place() + " and verified";
        case DELETE_AFTER_VERIFY -> String.format(Locale.ROOT,
            "%s archived in %s and verified, %,d of them deleted from the source", verified,
            work.place(), ArchiveRun.deleted(work.folder()).records());
      };
    } catch (IOException e) {
      return "done, but the numbers cannot be read: " + e.getMessage();
    }
  }

  private CopyGuard guard() {
    return () -> {
      parts.guard().check();
      parts.untilStopped().check();
    };
  }

  private interface Opening {
    ArchiveStep open(DirectoryTree tree) throws IOException;
  }

  /** A step over the source, opened for it alone, if it is still the one that the run began with. */
  private ArchiveStep overSource(Opening opening) throws IOException {
    DirectoryTree tree = DirectoryTree.open(work.source());
    try {
      work.roots().check(tree);
      return new OverTree(opening.open(tree), tree);
    } catch (IOException | RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  /** Closes the tree after the step. */
  private record OverTree(ArchiveStep step, DirectoryTree tree) implements ArchiveStep {

    @Override
    public ArchiveProgress next() throws IOException {
      return step.next();
    }

    @Override
    public void close() throws IOException {
      try (tree) {
        step.close();
      }
    }
  }
}
