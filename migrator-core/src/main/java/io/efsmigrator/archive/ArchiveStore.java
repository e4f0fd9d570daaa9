package io.efsmigrator.archive;

/**
 * Where the recordings of one source go.
 *
 * @param keys what stands below our base is ours alone
 */
public record ArchiveStore(ObjectStore objects, MultipartUploads uploads, ArchiveKeys keys) {}
