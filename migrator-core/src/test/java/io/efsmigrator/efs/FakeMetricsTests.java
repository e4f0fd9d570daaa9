package io.efsmigrator.efs;

class FakeMetricsTests extends MetricsContract {

  private final FakeMetrics metrics = new FakeMetrics();

  @Override
  protected Metrics metrics() {
    return metrics;
  }

  @Override
  protected void recordBusy() {
    metrics.record(RECORDED, BUSY);
  }
}
