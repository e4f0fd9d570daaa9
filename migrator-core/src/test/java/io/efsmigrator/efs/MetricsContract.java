package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What every {@link Metrics} holds to: the fake, and the adapter against an endpoint. */
public abstract class MetricsContract {

  protected static final FileSystemId RECORDED = new FileSystemId("fs-0000000000000000a");
  protected static final FileSystemId UNRECORDED = new FileSystemId("fs-0000000000000000b");

  /** A busy file system in General Purpose and Bursting mode. */
  protected static final FileSystemLoad BUSY = new FileSystemLoad(OptionalDouble.of(96),
      OptionalDouble.of(1), OptionalDouble.of(5e11), OptionalDouble.of(5e11),
      OptionalDouble.of(0.25), OptionalDouble.of(104_857_600), Optional.empty(),
      OptionalDouble.of(2));

  protected abstract Metrics metrics();

  /** Lets {@link #BUSY} be what was recorded of {@link #RECORDED} at every moment of the window. */
  protected abstract void recordBusy();

  @Test
  void tellsWhatWasRecorded() {
    recordBusy();

    assertThat(metrics().load(RECORDED)).isEqualTo(BUSY);
  }

  @Test
  void knowsNothingOfWhatWasNeverRecorded() {
    recordBusy();

    assertThat(metrics().load(UNRECORDED)).isEqualTo(FileSystemLoad.UNKNOWN);
  }
}
