package io.efsmigrator.app.config;

import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.QuietHours;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Reads how fast and when a migration may move data. */
final class PaceFile {

  private PaceFile() {}

  static PaceSettings read(Section section) {
    try (section) {
      PaceLimits limits = PaceLimits.NONE;
      for (PaceLimit limit : PaceLimit.values()) {
        if (section.has(limit.word())) {
          limits = limits.with(limit, section.number(limit.word(), 1, PaceLimit.MAX, 1));
        }
      }
      ZoneId zone = section.has("zone")
          ? section.value("zone", PaceFile::zone)
          : ZoneId.systemDefault();
      return new PaceSettings(limits,
          section.choice("concurrency", List.of(PaceSettings.Concurrency.values()),
              MigrationFile::word, PaceSettings.DEFAULT.concurrency()),
          section.optional("window", text -> QuietHours.parse(text, zone)));
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a zone such as Europe/Berlin", e);
    }
  }
}
