package io.efsmigrator.app.config;

import io.efsmigrator.archive.ArchiveKeys;
import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.Glob;
import io.efsmigrator.archive.RecordingFilter;
import io.efsmigrator.archive.StorageClass;
import io.efsmigrator.efs.Region;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is archived, and where to. Nothing in a file can order a deletion. */
public final class ArchiveFile {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)");
  private static final int MAX_THREADS = 64;

  private ArchiveFile() {}

  static ArchiveSettings read(Section section, Region region) {
    try (section) {
      Optional<Duration> age = section.has("older-than")
          ? Optional.of(section.duration("older-than", Duration.ZERO))
          : Optional.empty();
      if (age.isPresent() && age.get().compareTo(RecordingFilter.LEAST_AGE) < 0) {
        throw section.refuse("older-than", "is less than an hour",
            "Give 1h at least, such as 90d: what is being written is no recording yet.");
      }
      long least = section.has("min-size") ? section.value("min-size", ArchiveFile::size) : 0;
      long most = section.has("max-size")
          ? section.value("max-size", ArchiveFile::size)
          : Long.MAX_VALUE;
      if (most < least) {
        throw section.refuse("max-size", "is below min-size", "Give a size that is not.");
      }
      return new ArchiveSettings(section.optional("bucket", BucketName::new),
          section.optional("prefix", ArchiveKeys::checkedPrefix).orElse(""), age,
          section.values("include", Glob::new), section.values("exclude", Glob::new), least, most,
          section.choice("storage-class", List.of(StorageClass.values()), StorageClass::name,
              StorageClass.STANDARD),
          section.optional("region", Region::new).orElse(region),
          section.optional("endpoint", ArchiveFile::endpoint),
          (int) section.number("threads", 1, MAX_THREADS, ArchiveSettings.DEFAULT_THREADS));
    }
  }

  /** Bytes, or with K, M, G or T units of 1024. */
  public static long size(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as 500K or 2G");
    }
    int shift = 10 * ("KMGT".indexOf(matcher.group(2)) + 1);
    return Math.multiplyExact(Long.parseLong(matcher.group(1)),
        1L << (matcher.group(2).isEmpty() ? 0 : shift));
  }

  private static URI endpoint(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())
        || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException("not an address such as https://s3.example.com");
    }
    return uri;
  }
}
