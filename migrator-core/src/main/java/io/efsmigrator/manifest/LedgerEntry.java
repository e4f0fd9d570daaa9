package io.efsmigrator.manifest;

import io.efsmigrator.posix.Errno;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * What became of one manifest entry.
 *
 * @param path where, below both roots
 * @param kind what was to be done
 * @param outcome what was done
 * @param bytes how many bytes of content were written
 * @param sha256 the hash of the content, computed while it was copied; null if none was copied
 * @param sourceCtime the source's ctime when its content was read
 * @param sourceInode the source's inode when its content was read
 * @param errno why it failed; null if no system call did
 * @param attempts how often it was tried
 * @param detail one sentence for people, or empty
 */
public record LedgerEntry(RelativePath path, Kind kind, Outcome outcome, long bytes,
    @Nullable Sha256 sha256, Timestamp sourceCtime, long sourceInode, @Nullable Errno errno,
    int attempts, String detail) {}
