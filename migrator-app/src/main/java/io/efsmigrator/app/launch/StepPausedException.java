package io.efsmigrator.app.launch;

import org.springframework.batch.core.job.JobInterruptedException;

/** A step waits for something outside the run; the job stops here and is restarted later. */
public final class StepPausedException extends JobInterruptedException {

  private final String what;
  private final String remedy;

  /** Says what is waited for and what ends the wait. */
  public StepPausedException(String what, String remedy) {
    super(what + " " + remedy);
    this.what = what;
    this.remedy = remedy;
  }

  /** What is waited for. */
  public String what() {
    return what;
  }

  /** What ends the wait. */
  public String remedy() {
    return remedy;
  }
}
