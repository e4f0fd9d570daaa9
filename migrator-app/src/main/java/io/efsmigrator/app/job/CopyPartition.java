package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.copy.EntryCopier;
import io.efsmigrator.copy.Problems;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.SegmentReader;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.posix.PosixException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemStreamException;

/**
 * The work of one partition of {@code copyFiles}: its reader, its processor and its writer.
 *
 * <p>The order of a commit, never another: the target durable, the ledger appended and synced, then
 * the repository with problems, progress and Batch's own rows in one transaction. The reader begins
 * where the ledger ends, whatever the context says.
 */
final class CopyPartition implements ItemStream {

  /** In the context for people, and to find what the ledger knows and the repository does not. */
  static final String COMMITTED = "committedEntries";

  /** Entries looked at between two notes of what was wrong with them. */
  private static final int PORTION = 500;

  private final Trees trees;
  private final PassDirectory directory;
  private final Partition partition;
  private final int pass;
  private final RunParts parts;
  private final EntryCopier copier;
  private final StepExecution step;
  private final InFlight inFlight;
  private final Supplier<ProgressRows.Goal> goal;

  private @Nullable Ledger ledger;
  private @Nullable SegmentReader segments;
  private long bytes;
  private long problems;

  CopyPartition(Trees trees, PassDirectory directory, Partition partition, int pass,
      EntryCopier copier, RunParts parts, StepExecution step, InFlight inFlight,
      Supplier<ProgressRows.Goal> goal) {
    this.trees = trees;
    this.directory = directory;
    this.partition = partition;
    this.pass = pass;
    this.parts = parts;
    this.copier = copier;
    this.step = step;
    this.inFlight = inFlight;
    this.goal = goal;
  }

  @Override
  public void open(ExecutionContext context) {
    try {
      parts.guard().check();
      Ledger opened = Ledger.open(directory.ledger(partition));
      ledger = opened;
      segments = SegmentReader.open(directory.segments(), partition, opened.committed());
      rememberedOnlyByTheLedger(context.getLong(COMMITTED, 0));
    } catch (IOException e) {
      throw new ItemStreamException(e);
    }
  }

  @Nullable
  ManifestEntry read() throws IOException {
    return opened(segments).next();
  }

  LedgerEntry copy(ManifestEntry entry) throws Exception {
    return inFlight.run(() -> {
      try {
        return copier.copy(entry);
      } catch (CopyStoppedException e) {
        throw parts.stop().isRequested() ? interrupted(e) : BatchTasklet.told(e);
      } catch (IOException e) {
        throw BatchTasklet.told(e);
      }
    });
  }

  /** In the middle of a large file; Batch looks for a stop only between chunks. */
  private JobInterruptedException interrupted(CopyStoppedException e) {
    step.setTerminateOnly();
    return new JobInterruptedException(String.valueOf(e.getMessage()));
  }

  void commit(Chunk<? extends LedgerEntry> chunk) throws Exception {
    List<LedgerEntry> entries = new ArrayList<>(chunk.getItems());
    try {
      syncTarget();
      parts.guard().check();
      opened(ledger).append(entries);
    } catch (IOException e) {
      throw BatchTasklet.told(e);
    }
    note(entries);
  }

  @Override
  public void update(ExecutionContext context) {
    context.putLong(COMMITTED, opened(ledger).committed());
  }

  @Override
  public void close() {
    // Copies of a chunk that failed may still be at work on the pool.
    inFlight.drain();
    try {
      if (segments != null) {
        segments.close();
      }
      if (ledger != null) {
        ledger.close();
      }
    } catch (IOException e) {
      throw new ItemStreamException(e);
    }
  }

  private void syncTarget() throws IOException {
    try {
      trees.target().root().syncFileSystem();
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }

  private void note(List<LedgerEntry> entries) {
    List<Problem> found = entries.stream().map(Problems::of).flatMap(Optional::stream).toList();
    long committed = opened(ledger).committed();
    found(committed - entries.size(), committed, found);
    problems += found.size();
    bytes += entries.stream().mapToLong(LedgerEntry::bytes).sum();
    InFlight.Load load = inFlight.take();
    boolean ours = parts.progress().note(
        new ProgressRows.Sample(step.getJobExecutionId(), step.getId(),
            opened(ledger).committed(), bytes, load.entries(), load.meanMillis(), problems,
            goal.get()),
        parts.fence().number());
    if (!ours) {
      throw new LeaseLostException("another process has taken it over");
    }
  }

  /** A kill between ledger and repository took the problems of that chunk with it. */
  private void rememberedOnlyByTheLedger(long known) throws IOException {
    if (opened(ledger).committed() <= known) {
      return;
    }
    List<Problem> found = new ArrayList<>();
    try (LedgerReader reader = LedgerReader.open(directory.ledger(partition))) {
      long from = known;
      long number = 0;
      LedgerEntry entry = reader.next();
      while (entry != null) {
        if (number >= known) {
          Problems.of(entry).ifPresent(found::add);
        }
        number++;
        entry = reader.next();
        if (number > known && (entry == null || (number - known) % PORTION == 0)) {
          found(from, number, found);
          from = number;
          found.clear();
        }
      }
    }
  }

  private void found(long from, long to, List<Problem> found) {
    parts.problems().found(step.getJobExecutionId(), pass, step.getStepName(),
        new Found(from, to, found));
  }

  private static <T> T opened(@Nullable T resource) {
    if (resource == null) {
      throw new IllegalStateException("the partition is not open");
    }
    return resource;
  }
}
