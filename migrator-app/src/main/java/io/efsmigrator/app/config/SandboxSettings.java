package io.efsmigrator.app.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The migration is played on this machine.
 *
 * @param directory holds {@code aws/}, {@code nodes/}, {@code mounts} and the file systems
 * @param latency added to every answer of the endpoint
 */
public record SandboxSettings(Path directory, Duration latency) {}
