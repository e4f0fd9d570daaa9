package io.efsmigrator.app.launch;

import java.time.Duration;

/**
 * Is told how a run goes, so that a terminal can show it. Called by threads of the run: quick, and
 * never throws. Partitions are no steps here; how far a step is stands in table {@code progress}.
 */
public interface RunListener {

  /** The run holds its lock and begins, as that execution. */
  void started(long executionId, String note);

  /** A step begins. */
  void stepStarted(String step);

  /** A step waits for something outside, such as a state of AWS. */
  void stepWaits(String step, String reason);

  /** A step ended with that Batch status; the summary is its exit description. */
  void stepEnded(String step, String status, Duration time, String summary);

  /** Something an operator should know now and no step can say, such as a mount that hangs. */
  void notice(String line);

  /** Says nothing to nobody. */
  RunListener SILENT = new RunListener() {
    @Override
    public void started(long executionId, String note) {}

    @Override
    public void stepStarted(String step) {}

    @Override
    public void stepWaits(String step, String reason) {}

    @Override
    public void stepEnded(String step, String status, Duration time, String summary) {}

    @Override
    public void notice(String line) {}
  };
}
