package io.efsmigrator.manifest;

import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Something about one path that an operator may have to know.
 *
 * @param path where, below both roots
 * @param kind a short word to group by, such as {@code permission} or {@code in flux}
 * @param errno the error number; null if no system call failed
 * @param attempts how often it was tried
 * @param detail one sentence
 */
public record Problem(RelativePath path, String kind, @Nullable Errno errno, int attempts,
    String detail) {}
