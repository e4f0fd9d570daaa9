package io.efsmigrator.app.job;

import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.copy.EntryCopier;
import io.efsmigrator.copy.LargeFiles;
import io.efsmigrator.copy.Settling;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassSummary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** {@code copyFiles} of one pass: a partition is a group of segments, an item is an entry. */
final class CopyPartitions implements PartitionedStep.Work {

  private final CopyWork work;
  private final Pass pass;
  private final Steps steps;
  private final ScanFeed feed;
  private int segments;
  private int offered;
  private @Nullable Trees trees;
  private @Nullable EntryCopier copier;
  /** Unknown as long as the scan goes on. */
  private volatile ProgressRows.Goal goal = ProgressRows.Goal.UNKNOWN;

  /** The copy of a pass, beside its scan or after it. */
  CopyPartitions(CopyWork work, Pass pass, Steps steps, ScanFeed feed) {
    this.feed = feed;
    this.work = work;
    this.pass = pass;
    this.steps = steps;
  }

  @Override
  public void begin() throws IOException {
    Trees opened = Trees.open(work);
    trees = opened;
    copier = new EntryCopier(opened.source(), opened.target(), work.deletes(),
        steps.parts().guard(), steps.parts().pace(),
        LargeFiles.in(pass.directory().largeFiles(), steps.parts().threads().entries(),
            steps.parts().untilStopped()),
        opened.xattrs(), settling(opened));
  }

  private Settling settling(Trees opened) throws IOException {
    RunParts parts = steps.parts();
    SourceClock.Reading now = SourceClock.read(opened.target().root(), parts.guard(),
        parts.clock());
    return new Settling(now.going(parts.clock()), RunParts::pass);
  }

  @Override
  public void end() throws IOException {
    if (trees != null) {
      trees.close();
    }
  }

  @Override
  public Optional<ScanFeed> feed() {
    return Optional.of(feed);
  }

  @Override
  public Offer next() throws IOException, InterruptedException {
    ScanFeed.Progress scan = feed.moreThan(segments);
    segments = scan.segments();
    return switch (scan.state()) {
      case AT_WORK -> offer(Partition.within(segments), Offer.More.YES);
      case COMPLETED -> {
        goal = pass.summary().map(found -> new ProgressRows.Goal(found.toCopy(),
            found.bytesToCopy())).orElse(ProgressRows.Goal.UNKNOWN);
        yield offer(pass.directory().partitions(), Offer.More.NO);
      }
      case BROKEN_OFF -> offer(List.of(), Offer.More.BROKEN_OFF);
    };
  }

  private Offer offer(List<Partition> all, Offer.More more) {
    List<String> names = all.stream().skip(offered).map(Partition::name).toList();
    offered += names.size();
    return new Offer(names, more);
  }

  @Override
  public void failed() {
    feed.copyFailed();
  }

  @Override
  public Step worker(String row, String partition, StepExecution execution,
      AtomicBoolean failed) throws IOException {
    if (trees == null || copier == null) {
      throw new IllegalStateException("the trees are not open");
    }
    CopyPartition copy = new CopyPartition(trees, pass.directory(), Partition.named(partition),
        pass.number(), copier, steps.parts(), execution, new InFlight(), () -> goal);
    return steps.<ManifestEntry, LedgerEntry>chunks(row, work.copy().chunkEntries(),
        new CompanionPolicy(steps.policy(), failed::get)).reader(copy::read).processor(copy::copy)
        .writer(copy::commit).stream(copy)
        .taskExecutor(new TaskExecutorAdapter(steps.parts().threads().entries())).build();
  }

  @Override
  public String conclude(StepExecution manager) throws IOException {
    PassSummary summary = pass.summary().orElseThrow(
        () -> new IllegalStateException("copied without a finished scan"));
    return String.format(Locale.ROOT, "%,d entries, %,d bytes in %d partitions",
        summary.toCopy(), summary.bytesToCopy(), pass.directory().partitions().size());
  }
}
