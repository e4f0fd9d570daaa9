package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.archive.ArchiveProgress;
import io.efsmigrator.archive.ArchiveStep;
import io.efsmigrator.archive.StoreException;
import io.efsmigrator.manifest.CopyStoppedException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Does one portion of an archive a tick; a stop is heeded between two parts of a recording, too. */
final class ArchiveTasklet implements Tasklet, StepExecutionListener {

  /** Opens the work where it stands. */
  @FunctionalInterface
  interface Opening {
    ArchiveStep open() throws IOException, StepFailedException;
  }

  /** One thing that is done at once, and says what came of it. */
  @FunctionalInterface
  interface Act {
    String run() throws IOException, StepFailedException;
  }

  private static final Logger log = LoggerFactory.getLogger(ArchiveTasklet.class);

  private final Opening opening;
  private final ArchiveWork.Check before;
  private final String verb;
  private final RunParts parts;
  private @Nullable ArchiveStep opened;
  private @Nullable ArchiveProgress last;

  /**
   * A tasklet of portions.
   *
   * @param verb records are counted with it: {@code 12 recordings uploaded}
   * @param before what has to hold before every portion
   */
  ArchiveTasklet(Opening opening, String verb, ArchiveWork.Check before, RunParts parts) {
    this.opening = opening;
    this.before = before;
    this.verb = verb;
    this.parts = parts;
  }

  /** A tasklet of one act. */
  static Tasklet once(Act act, RunParts parts) {
    return (contribution, chunk) -> {
      StepExecution step = contribution.getStepExecution();
      try {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(act.run()));
        return RepeatStatus.FINISHED;
      } catch (IOException e) {
        throw told(e, step, parts);
      }
    };
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) throws Exception {
    StepExecution step = contribution.getStepExecution();
    try {
      before.run();
      ArchiveStep work = opened;
      if (work == null) {
        work = opening.open();
        opened = work;
      }
      ArchiveProgress progress = work.next();
      // After a restart the numbers of the whole step come at once; they are no work of this tick.
      contribution
          .incrementWriteCount(last == null ? 0 : progress.records() - last.records());
      last = progress;
      note(step, progress);
      if (progress.done()) {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(words(progress)));
      }
      return RepeatStatus.continueIf(!progress.done());
    } catch (IOException e) {
      throw told(e, step, parts);
    }
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
    ArchiveStep work = opened;
    opened = null;
    last = null;
    if (work != null) {
      try {
        work.close();
      } catch (IOException e) {
        log.warn("closing after {}: {}", stepExecution.getStepName(), e.toString());
      }
    }
    return null;
  }

  private String words(ArchiveProgress progress) {
    String words = String.format(Locale.ROOT, "%,d recordings %s (%,d bytes)",
        progress.records(), verb, progress.bytes());
    return progress.left() == 0
        ? words
        : words + String.format(Locale.ROOT, ", %,d left", progress.left());
  }

  private void note(StepExecution step, ArchiveProgress progress) {
    boolean ours = parts.progress().note(
        new ProgressRows.Sample(step.getJobExecutionId(), step.getId(), progress.records(),
            progress.bytes(), 0, 0, progress.left(), ProgressRows.Goal.UNKNOWN),
        parts.fence().number());
    if (!ours) {
      throw new LeaseLostException("another process has taken it over");
    }
  }

  private static Exception told(IOException e, StepExecution step, RunParts parts) {
    if (e instanceof CopyStoppedException && parts.stop().isRequested()) {
      step.setTerminateOnly();
      return new JobInterruptedException(String.valueOf(e.getMessage()));
    }
    if (e instanceof StoreException store) {
      log.error("{}", store.getMessage(), store);
      return new StepFailedException(StepFailedException.Kind.FAILED, store.getMessage() + ".",
          store.remedy());
    }
    return BatchTasklet.told(e);
  }
}
