package io.efsmigrator.efs;

import java.util.Map;
import java.util.Optional;

/**
 * One file system as EFS describes it now.
 *
 * @param oneZone the only zone of a One Zone file system; empty for a Regional one
 * @param sizeBytes metered size, hours behind: an estimate, never a check of a copy
 * @param tags all tags, {@code Name} among them
 */
public record FileSystem(FileSystemId id, CreationToken creationToken, LifeCycleState state,
    PerformanceMode performanceMode, Throughput throughput, Encryption encryption,
    Optional<AvailabilityZone> oneZone, long sizeBytes, Map<String, String> tags) {

  /** The tag that the console shows as the name. */
  public static final String NAME_TAG = "Name";

  public FileSystem {
    tags = Map.copyOf(tags);
  }

  /** The value of the Name tag, or nothing. */
  public Optional<String> name() {
    return Optional.ofNullable(tags.get(NAME_TAG));
  }
}
