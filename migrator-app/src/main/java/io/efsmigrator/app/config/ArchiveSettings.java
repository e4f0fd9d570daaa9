package io.efsmigrator.app.config;

import io.efsmigrator.archive.ArchiveOrder;
import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.Glob;
import io.efsmigrator.archive.RecordingFilter;
import io.efsmigrator.archive.StorageClass;
import io.efsmigrator.efs.Region;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code archive}: what the options of the command say otherwise, if they say anything.
 *
 * @param region where the bucket is
 * @param endpoint a server in place of S3
 * @param threads uploads in flight; only tunes the speed
 */
public record ArchiveSettings(Optional<BucketName> bucket, String prefix,
    Optional<Duration> olderThan,
    List<Glob> include, List<Glob> exclude, long minBytes, long maxBytes,
    StorageClass storageClass, Region region, Optional<URI> endpoint, int threads) {

  /** Uploads in flight if nothing else is said: each has a part of its own in memory. */
  public static final int DEFAULT_THREADS = 8;

  public ArchiveSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** A file without that section. */
  public static ArchiveSettings none(Region region) {
    return new ArchiveSettings(Optional.empty(), "", Optional.empty(), List.of(), List.of(), 0,
        Long.MAX_VALUE, StorageClass.STANDARD, region, Optional.empty(), DEFAULT_THREADS);
  }

  /** The order that these settings are, with bucket and age, which have no default. */
  public ArchiveOrder order(BucketName into, Duration age, ArchiveOrder.Fate fate) {
    return new ArchiveOrder(into, prefix,
        new RecordingFilter(age, include, exclude, minBytes, maxBytes), storageClass, fate);
  }
}
