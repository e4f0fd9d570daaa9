package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.StopSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /**
     * Some partitions.
     *
     * @param names may be none
     */
    record Offer(List<String> names, More more) {

      /** What comes after these. */
      enum More {
        YES, NO,
        /** More should have come and will not in this run. */
        BROKEN_OFF
      }
    }

    /** Opens what all partitions share. */
    void begin() throws Exception;

    /** Closes it again, also after an error. */
    void end() throws Exception;

    /** If the work may begin while a scan goes on: how that one has come along. */
    default Optional<ScanFeed> feed() {
      return Optional.empty();
    }

    /**
     * The names of the next partitions, always the same ones in the same order for the same pass.
     * Waits for some, if more are to come.
     */
    Offer next() throws Exception;

    /** A partition has failed, so the step will. */
    default void failed() {}

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
  /** What the splitter is asked for next. */
  private List<String> offered = List.of();

  PartitionedStep(String name, Work work, int inFlight, RunParts parts) throws Exception {
    super(parts.repository());
    setName(name);
    this.parts = parts;
    this.work = work;
    this.inFlight = inFlight;
    setStepExecutionSplitter(new SimpleStepExecutionSplitter(parts.repository(), name,
        grid -> offered.stream()
            .collect(
                Collectors.toMap(partition -> partition, partition -> new ExecutionContext()))));
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

  /** How the work comes along, if it may begin beside a scan. */
  Optional<ScanFeed> feed() {
    return work.feed();
  }

  private PartitionHandler handler() {
    return (splitter, manager) -> {
      List<StepExecution> executions = new ArrayList<>();
      AtomicBoolean failed = new AtomicBoolean();
      work.begin();
      Work.Offer offer;
      try (ExecutorService threads = Executors.newFixedThreadPool(inFlight,
          Thread.ofPlatform().name(getName() + "-", 1).factory())) {
        List<Future<?>> tasks = new ArrayList<>();
        do {
          offer = next();
          for (StepExecution execution : split(offer, splitter, manager)) {
            executions.add(execution);
            tasks.add(threads.submit(() -> run(execution, failed)));
          }
        } while (offer.more() == Work.Offer.More.YES && !failed.get());
        if (offer.more() == Work.Offer.More.BROKEN_OFF) {
          failed.set(true);
        }
        await(tasks);
      } finally {
        work.end();
      }
      if (offer.more() == Work.Offer.More.BROKEN_OFF) {
        manager.setTerminateOnly();
        throw new JobInterruptedException("the scan beside it has ended early");
      }
      return executions;
    };
  }

  /** Waits for partitions; an interrupt ends that, and the run. */
  private Work.Offer next() throws Exception {
    try {
      return work.next();
    } catch (InterruptedException e) {
      parts.stop().request(new StopSignal.Interrupted());
      Thread.currentThread().interrupt();
      return new Work.Offer(List.of(), Work.Offer.More.BROKEN_OFF);
    }
  }

  private List<StepExecution> split(Work.Offer offer, StepExecutionSplitter splitter,
      StepExecution manager) throws Exception {
    offered = offer.names();
    if (offered.isEmpty()) {
      return List.of();
    }
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
        work.failed();
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
