package io.efsmigrator.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file system that the migration creates.
 *
 * @param name its Name tag
 * @param path where the copy host mounts it
 * @param performanceMode {@code maxIO} or {@code generalPurpose}, fixed for its life
 * @param throughputMode {@code bursting}, {@code elastic} or {@code provisioned}
 * @param provisionedMibps only with {@code provisioned}
 * @param securityGroups of its mount targets; empty takes those of the source's mount targets
 */
public record TargetSettings(String name, Path path, String performanceMode, String throughputMode,
    Optional<Long> provisionedMibps, List<String> securityGroups) {

  public TargetSettings {
    securityGroups = List.copyOf(securityGroups);
  }
}
