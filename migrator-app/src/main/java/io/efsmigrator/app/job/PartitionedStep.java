package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StopSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * A step made of partitions, several of them at work at a time. The name of a partition says what
 * its work is, so a partition that was created but never given its context loses nothing.
 */
final class PartitionedStep extends PartitionStep {

  /** What the partitions are and how each is worked on. */
  interface Work {

    /** Opens what all partitions share. */
    void begin() throws Exception;

    /** Closes it again, also after an error. */
    void end() throws Exception;

    /** The names of the partitions, always the same for the same pass. */
    Collection<String> partitions() throws Exception;

    /** The step of one partition; {@code failed} is set when another one has failed. */
    Step worker(String stepName, String partition, StepExecution execution, AtomicBoolean failed)
        throws Exception;

    /** Looks at the whole after all partitions have completed; its words go into the history. */
    String conclude(StepExecution manager) throws Exception;
  }

  private static final String SEPARATOR = ":";

  private final RunParts parts;
  private final Work work;
  private final int inFlight;

  PartitionedStep(String name, Work work, int inFlight, RunParts parts) throws Exception {
    super(parts.repository());
    setName(name);
    this.parts = parts;
    this.work = work;
    this.inFlight = inFlight;
    setStepExecutionSplitter(new SimpleStepExecutionSplitter(parts.repository(), name,
        grid -> partitions()));
    setStepExecutionAggregator(PartitionedStep::aggregate);
    setPartitionHandler(handler());
    afterPropertiesSet();
  }

  @Override
  protected void doExecute(StepExecution manager) throws Exception {
    super.doExecute(manager);
    if (manager.getStatus() == BatchStatus.COMPLETED) {
      manager.setExitStatus(ExitStatus.COMPLETED.addExitDescription(work.conclude(manager)));
    }
  }

  private Map<String, ExecutionContext> partitions() {
    try {
      return work.partitions().stream()
          .collect(Collectors.toMap(name -> name, name -> new ExecutionContext()));
    } catch (Exception e) {
      throw new IllegalStateException("the partitions cannot be told: " + e.getMessage(), e);
    }
  }

  private PartitionHandler handler() {
    return (splitter, manager) -> {
      List<StepExecution> executions = split(splitter, manager);
      AtomicBoolean failed = new AtomicBoolean();
      work.begin();
      try (ExecutorService threads = Executors.newFixedThreadPool(inFlight,
          Thread.ofPlatform().name(getName() + "-", 1).factory())) {
        List<Future<?>> tasks = new ArrayList<>();
        for (StepExecution execution : executions) {
          tasks.add(threads.submit(() -> run(execution, failed)));
        }
        await(tasks);
      } finally {
        work.end();
      }
      return executions;
    };
  }

  private List<StepExecution> split(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    List<StepExecution> executions = new ArrayList<>(splitter.split(manager, 1));
    executions.sort(Comparator.comparing(StepExecution::getStepName));
    return executions;
  }

  private void run(StepExecution execution, AtomicBoolean failed) {
    try {
      if (failed.get() || parts.stop().isRequested()) {
        // Left as it is it would say STARTING for ever.
        execution.setStatus(BatchStatus.STOPPED);
        execution.setExitStatus(ExitStatus.STOPPED.addExitDescription("Not begun."));
        parts.repository().update(execution);
        return;
      }
      String partition = execution.getStepName().substring(getName().length() + 1);
      work.worker(execution.getStepName(), partition, execution, failed).execute(execution);
      stoppedInsideAChunk(execution);
      ExitDescriptions.tidy(execution, parts.repository());
    } catch (Exception e) {
      execution.addFailureException(e);
      execution.setStatus(BatchStatus.FAILED);
      execution.setExitStatus(ExitStatus.FAILED.addExitDescription(ExitDescriptions.sentence(e)));
      parts.repository().update(execution);
    } finally {
      if (execution.getStatus() == BatchStatus.FAILED) {
        failed.set(true);
      }
    }
  }

  /** A stop in the middle of a large file reaches Batch as a failure of the chunk; it is none. */
  private void stoppedInsideAChunk(StepExecution execution) {
    boolean interrupted = execution.getFailureExceptions().stream()
        .anyMatch(e -> NestedExceptionUtils.getRootCause(e) instanceof JobInterruptedException
            || e instanceof JobInterruptedException);
    if (interrupted && execution.getStatus() == BatchStatus.FAILED
        && parts.stop().isRequested()) {
      execution.setStatus(BatchStatus.STOPPED);
      execution.setExitStatus(ExitStatus.STOPPED);
      parts.repository().update(execution);
    }
  }

  private void await(List<Future<?>> tasks) throws Exception {
    boolean interrupted = false;
    @Nullable
    Exception first = null;
    for (Future<?> task : tasks) {
      boolean done = false;
      while (!done) {
        try {
          task.get();
          done = true;
        } catch (InterruptedException e) {
          // The partitions are asked to end; without them nobody may go on.
          interrupted = true;
          parts.stop().request(new StopSignal.Interrupted());
        } catch (ExecutionException e) {
          first = first == null ? e : first;
          done = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first != null) {
      throw first;
    }
  }

  /** Sums up; Batch's own aggregator would string the descriptions of all partitions together. */
  private static void aggregate(StepExecution manager, Collection<StepExecution> executions) {
    for (StepExecution execution : executions) {
      manager.upgradeStatus(execution.getStatus());
      manager.setCommitCount(manager.getCommitCount() + execution.getCommitCount());
      manager.setReadCount(manager.getReadCount() + execution.getReadCount());
      manager.setWriteCount(manager.getWriteCount() + execution.getWriteCount());
      manager.setRollbackCount(manager.getRollbackCount() + execution.getRollbackCount());
      for (Throwable failure : execution.getFailureExceptions()) {
        manager.addFailureException(failure);
      }
    }
  }

  /** Name of the row of one partition of a step. */
  static String rowName(String step, String partition) {
    return step + SEPARATOR + partition;
  }
}
