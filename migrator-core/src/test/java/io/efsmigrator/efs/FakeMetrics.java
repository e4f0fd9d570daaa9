package io.efsmigrator.efs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Metrics in memory: what a test says was recorded. */
public final class FakeMetrics implements Metrics {

  private final Map<FileSystemId, FileSystemLoad> loads = new HashMap<>();
  private Optional<EfsException> refusal = Optional.empty();

  public void record(FileSystemId id, FileSystemLoad load) {
    loads.put(id, load);
  }

  /** From now on every question is refused with that. */
  public void refuse(EfsException with) {
    refusal = Optional.of(with);
  }

  @Override
  public FileSystemLoad load(FileSystemId id) {
    refusal.ifPresent(with -> {
      throw with;
    });
    return loads.getOrDefault(id, FileSystemLoad.UNKNOWN);
  }
}
