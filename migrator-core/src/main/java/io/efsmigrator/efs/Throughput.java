package io.efsmigrator.efs;

/**
 * A throughput mode with its amount: {@code provisionedMibps} is 0 except in Provisioned mode.
 *
 * <p>The text form ({@code bursting}, {@code elastic}, {@code provisioned:100.0}) is what is stored,
 * and {@link #parse} reads it back.
 */
public record Throughput(ThroughputMode mode, double provisionedMibps) {

  public Throughput {
    if (mode == ThroughputMode.PROVISIONED ? !(provisionedMibps >= 1) : provisionedMibps != 0) {
      throw new IllegalArgumentException(
          "only Provisioned throughput has an amount, of at least 1 MiB/s: " + mode + " "
              + provisionedMibps);
    }
  }

  public static Throughput bursting() {
    return new Throughput(ThroughputMode.BURSTING, 0);
  }

  public static Throughput elastic() {
    return new Throughput(ThroughputMode.ELASTIC, 0);
  }

  public static Throughput provisioned(double mibps) {
    return new Throughput(ThroughputMode.PROVISIONED, mibps);
  }

  public static Throughput parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Throughput(ThroughputMode.ofApiName(text), 0)
        : new Throughput(ThroughputMode.ofApiName(text.substring(0, colon)),
            Double.parseDouble(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return mode == ThroughputMode.PROVISIONED ? mode + ":" + provisionedMibps : mode.apiName();
  }
}
