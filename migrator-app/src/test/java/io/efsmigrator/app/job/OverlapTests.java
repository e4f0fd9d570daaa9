package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.launch.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

@Timeout(60)
class OverlapTests {

  private static final JobExecution JOB = new JobExecution(1, new JobInstance(1, "copy"),
      new JobParameters());

  private final ScanFeed feed = new ScanFeed();
  private final StopSignal stop = new StopSignal();
  private final Overlap overlap = new Overlap(feed, stop);

  @Test
  void theCopyBeginsWhileTheScanIsAtWork() throws Exception {
    CountDownLatch copied = new CountDownLatch(1);

    StepExecution end = overlap.run(() -> {
      feed.advanced(1);
      await(copied);
      return step("scan", BatchStatus.COMPLETED);
    }, () -> {
      assertThat(moreThan(0)).isEqualTo(new ScanFeed.Progress(1, ScanFeed.State.AT_WORK));
      copied.countDown();
      assertThat(moreThan(1).state()).isEqualTo(ScanFeed.State.COMPLETED);
      return step("copyFiles", BatchStatus.COMPLETED);
    });

    assertThat(end.getStepName()).isEqualTo("copyFiles");
  }

  @Test
  void aScanThatLeavesNothingToDoIsFollowedByItsCopy() throws Exception {
    StepExecution end = overlap.run(() -> step("scan", BatchStatus.COMPLETED),
        () -> step("copyFiles", BatchStatus.COMPLETED));

    assertThat(end.getStepName()).isEqualTo("copyFiles");
  }

  @Test
  void aScanThatFailsBeforeThereIsSomethingToCopyIsTheEnd() throws Exception {
    StepExecution end = overlap.run(() -> step("scan", BatchStatus.FAILED), () -> {
      throw new AssertionError("there is nothing to copy");
    });

    assertThat(end.getStepName()).isEqualTo("scan");
  }

  @Test
  void aScanThatFailsLaterEndsTheCopyAndIsWhatBothCameTo() throws Exception {
    StepExecution end = overlap.run(() -> {
      feed.advanced(1);
      return step("scan", BatchStatus.FAILED);
    }, () -> {
      assertThat(moreThan(1).state()).isEqualTo(ScanFeed.State.BROKEN_OFF);
      throw new JobInterruptedException("the scan beside it has ended early");
    });

    assertThat(end.getStepName()).isEqualTo("scan");
  }

  @Test
  void aCopyThatFailsEndsTheScanAndIsWhatBothCameTo() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);

    StepExecution end = overlap.run(() -> {
      feed.advanced(1);
      await(failed);
      assertThat(feed.hasCopyFailed()).isTrue();
      throw new JobInterruptedException("what goes on beside it has failed");
    }, () -> {
      feed.copyFailed();
      failed.countDown();
      return step("copyFiles", BatchStatus.FAILED);
    });

    assertThat(end.getStepName()).isEqualTo("copyFiles");
  }

  @Test
  void aCopyThatBreaksWaitsForItsScanToEnd() {
    AtomicBoolean scanned = new AtomicBoolean();

    assertThatThrownBy(() -> overlap.run(() -> {
      feed.advanced(1);
      while (!feed.hasCopyFailed()) {
        Thread.onSpinWait();
      }
      scanned.set(true);
      throw new JobInterruptedException("what goes on beside it has failed");
    }, () -> {
      throw new IllegalStateException("the database is gone");
    })).hasMessage("the database is gone");
    assertThat(scanned).isTrue();
  }

  @Test
  void aStopOfBothIsAStop() {
    assertThatThrownBy(() -> overlap.run(() -> {
      feed.advanced(1);
      throw new JobInterruptedException("stopped between two chunks");
    }, () -> {
      throw new JobInterruptedException("stopped between two chunks");
    })).isInstanceOf(JobInterruptedException.class);
  }

  @Test
  void aScanThatCannotBeStartedWeighsMoreThanACopyThatOnlyStops() {
    assertThatThrownBy(() -> overlap.run(() -> {
      feed.advanced(1);
      throw new JobExecutionException("not startable");
    }, () -> {
      throw new JobInterruptedException("the scan beside it has ended early");
    })).isExactlyInstanceOf(JobExecutionException.class);
  }

  @Test
  void anInterruptAsksBothToStopAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> overlap.run(() -> {
      while (!stop.isRequested()) {
        Thread.onSpinWait();
      }
      throw new JobInterruptedException("stopped between two chunks");
    }, () -> {
      throw new AssertionError("there is nothing to copy");
    })).isInstanceOf(JobInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private ScanFeed.Progress moreThan(int segments) {
    try {
      return feed.moreThan(segments);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static StepExecution step(String name, BatchStatus status) {
    StepExecution execution = new StepExecution(1, name, JOB);
    execution.setStatus(status);
    return execution;
  }
}
