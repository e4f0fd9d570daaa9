package io.efsmigrator.app.config;

/**
 * How the data is copied.
 *
 * @param threads files in flight at once; one mount of an NFSv4.1 client has 64 slots
 * @param chunk entries committed together: the most that a crash repeats in one partition
 * @param maxDelete the fuse: a pass that would delete more in the target stops instead
 */
public record CopySettings(int threads, int chunk, int partitionsInFlight, long maxDelete) {}
