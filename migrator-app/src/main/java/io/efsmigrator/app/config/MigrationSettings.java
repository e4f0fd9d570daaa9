package io.efsmigrator.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One {@code migration.yaml}, every value checked for itself.
 *
 * <p>{@code file} is where it was read from; it is not part of what a restart compares.
 *
 * @param sandbox present only if the file system, the nodes and the mounts are played on this
 *     machine; the start of a run then brings the sandbox's endpoint up as well
 */
public record MigrationSettings(Path file, String name, String region, SourceSettings source,
    TargetSettings target, ClusterSettings cluster, ThroughputSettings throughput,
    CopySettings copy,
    CutoverSettings cutover, Verification verify, Optional<SandboxSettings> sandbox) {

  /** How much of the data is read back before the words of success. */
  public enum Verification {
    NONE, METADATA, SAMPLE, FULL;

    /** The word of the file and of {@code --verify}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
