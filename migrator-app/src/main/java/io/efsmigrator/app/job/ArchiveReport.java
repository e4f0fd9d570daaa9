package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.state.Problems;
import io.efsmigrator.archive.ArchiveRun;
import io.efsmigrator.manifest.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Brings what an archive has left from the logs of its run into the database, and judges by it.
 *
 * <p>Every time from the start, so that no kill loses any of it; and in a tick of its own, because a
 * verdict that fails the step takes back what its own tick has written.
 */
final class ArchiveReport implements Tasklet {

  private final Path folder;
  private final RunParts parts;
  private final Supplier<String> words;
  private boolean noted;
  private long byDesign;

  /** A report that ends with these words, asked for when everything is over. */
  ArchiveReport(Path folder, RunParts parts, Supplier<String> words) {
    this.folder = folder;
    this.parts = parts;
    this.words = words;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
      throws IOException, StepFailedException {
    if (!noted) {
      note(contribution.getStepExecution());
      noted = true;
      return RepeatStatus.CONTINUABLE;
    }
    long open = parts.problems().open();
    if (open > 0) {
      throw new StepFailedException(StepFailedException.Kind.DIFFERENCES,
          (open == 1 ? "1 recording was" : open + " recordings were")
              + " left for a reason; `history --problems` lists them. " + words.get() + ".",
          "Put right what can be, then give the command again: a new run takes what is left.",
          open);
    }
    contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(byDesign == 0
        ? "nothing is left"
        : String.format(Locale.ROOT, "%,d hard links and no files are left by design",
            byDesign)));
    return RepeatStatus.FINISHED;
  }

  private void note(StepExecution step) throws IOException {
    Problems problems = parts.problems();
    ArchiveRun.left(folder, (from, further, found) -> {
      problems.found(step.getJobExecutionId(), 0, step.getStepName(),
          new Found(from, from + further.size() + found.size(), found));
      if (byDesign < Problems.MAX_ROWS) {
        problems.left(step.getJobExecutionId(), 0, further);
      }
      byDesign += further.size();
    });
  }
}
