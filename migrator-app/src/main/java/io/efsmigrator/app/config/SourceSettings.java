package io.efsmigrator.app.config;

import java.nio.file.Path;

/**
 * The file system that the data leaves.
 *
 * @param fileSystem its id, {@code fs-…}
 * @param path where the copy host has it mounted
 */
public record SourceSettings(String fileSystem, Path path) {}
