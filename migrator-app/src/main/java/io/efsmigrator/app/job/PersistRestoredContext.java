package io.efsmigrator.app.job;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Saves the context a restarted step begins with, before it begins.
 *
 * <p>Batch 6 creates the new step execution with an empty context and restores the old one in memory
 * only; a kill before the first commit would lose everything that was saved by then.
 */
final class PersistRestoredContext implements StepExecutionListener {

  private final JobRepository repository;

  PersistRestoredContext(JobRepository repository) {
    this.repository = repository;
  }

  @Override
  public void beforeStep(StepExecution stepExecution) {
    repository.updateExecutionContext(stepExecution);
  }
}
