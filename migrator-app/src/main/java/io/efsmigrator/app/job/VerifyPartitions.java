package io.efsmigrator.app.job;

import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.verify.ContentVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.support.TaskExecutorAdapter;

/**
 * The content of what some passes have copied, read again: a partition for each of their ledgers.
 *
 * <p>Problems are noted under the number of the last pass. A partition that found some has done its
 * work; whoever asked for the verification looks at all of them together.
 */
final class VerifyPartitions implements PartitionedStep.Work {

  private final CopyWork work;
  private final Passes.Copied passes;
  private final Evidence evidence;
  private final Liveness liveness;
  private final Steps steps;
  private @Nullable Trees trees;
  private ProgressRows.Goal goal = ProgressRows.Goal.UNKNOWN;

  VerifyPartitions(CopyWork work, Passes.Copied passes, Evidence evidence,
      Liveness liveness, Steps steps) {
    this.work = work;
    this.passes = passes;
    this.evidence = evidence;
    this.liveness = liveness;
    this.steps = steps;
  }

  @Override
  public void begin() throws IOException {
    trees = Trees.open(work);
  }

  @Override
  public void end() throws IOException {
    if (trees != null) {
      trees.close();
    }
  }

  @Override
  public Offer next() throws IOException {
    List<String> names = new ArrayList<>();
    long entries = 0;
    for (Pass pass : passes.list()) {
      entries += pass.summary().map(PassSummary::toCopy).orElse(0L);
      for (Partition partition : pass.directory().partitions()) {
        if (evidence.exists(pass.directory(), partition)) {
          names.add("pass-" + pass.number() + "." + partition.name());
        }
      }
    }
    // Of a sample not every byte is read, so there is no sum of bytes to go by.
    goal = new ProgressRows.Goal(entries, null);
    return new Offer(names, Offer.More.NO);
  }

  @Override
  public Step worker(String stepName, String partition, StepExecution execution,
      AtomicBoolean failed) throws IOException {
    if (trees == null) {
      throw new IllegalStateException("the trees are not open");
    }
    int dot = partition.indexOf('.');
    Pass pass = new Pass(work.runDirectory(),
        Integer.parseInt(partition.substring("pass-".length(), dot)));
    Partition segments = Partition.named(partition.substring(dot + 1));
    VerifyPartition verify = new VerifyPartition(
        () -> evidence.open(pass.directory(), segments),
        passes.list().getLast().number(),
        new ContentVerifier(trees.source(), trees.target(), steps.parts().pace()),
        new VerifyPartition.Scope(liveness, Sampling.of(work.verify()), goal), steps.parts(),
        execution);
    return steps.<LedgerEntry, VerifyPartition.Verified>chunks(stepName,
        work.copy().chunkEntries(), new CompanionPolicy(steps.policy(), failed::get))
        .reader(verify::read).processor(verify::verify).writer(verify::commit).stream(verify)
        .taskExecutor(new TaskExecutorAdapter(steps.parts().threads().entries())).build();
  }

  @Override
  public String conclude(StepExecution manager) {
    return Meanwhile.of(steps.parts().problems()).after(
        String.format(Locale.ROOT, "%,d entries verified", manager.getReadCount()));
  }
}
