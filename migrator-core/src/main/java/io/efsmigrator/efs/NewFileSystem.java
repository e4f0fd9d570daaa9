package io.efsmigrator.efs;

import java.util.Map;
import java.util.Optional;

/** An order for a file system: everything that is decided when it is created. */
public record NewFileSystem(CreationToken creationToken, PerformanceMode performanceMode,
    Throughput throughput, Encryption encryption, Optional<AvailabilityZone> oneZone,
    Map<String, String> tags) {

  public NewFileSystem {
    tags = Map.copyOf(tags);
    // EFS refuses these too, but only after the operator has been told that all is well.
    if (performanceMode == PerformanceMode.MAX_IO && oneZone.isPresent()) {
      throw new IllegalArgumentException("Max I/O does not exist on One Zone file systems");
    }
    if (performanceMode == PerformanceMode.MAX_IO
        && throughput.mode() == ThroughputMode.ELASTIC) {
      throw new IllegalArgumentException("Max I/O does not go with Elastic throughput");
    }
  }
}
