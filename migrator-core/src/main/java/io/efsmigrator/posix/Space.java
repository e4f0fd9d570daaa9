package io.efsmigrator.posix;

/**
 * How much room a file system says it has for an unprivileged writer.
 *
 * <p>Elastic file systems answer with fictions: EFS always reports 8 EiB, and zero total inodes mean
 * that inodes are not counted, not that none is left.
 */
public record Space(long totalBytes, long freeBytes, long totalInodes, long freeInodes) {}
