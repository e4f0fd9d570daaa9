package io.efsmigrator.app.config;

import io.efsmigrator.efs.Region;
import io.efsmigrator.plan.Prices;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Reads what EFS costs: a section for each Region, of which only the one of the migration counts. */
final class PricesFile {

  private PricesFile() {}

  static Prices read(Section section, Region region) {
    Prices otherwise = Prices.DEFAULT;
    try (section) {
      LocalDate asOf = section.optional("as-of", PricesFile::date).orElse(otherwise.asOf());
      Prices found = otherwise;
      for (String key : section.keys()) {
        if (key.equals("as-of")) {
          continue;
        }
        Region of = section.key(key, Region::new);
        try (Section prices = section.section(key)) {
          Prices read = new Prices("migration file, " + of, asOf,
              price(prices, "storage-gb-month").orElse(otherwise.storageGbMonth()),
              price(prices, "provisioned-mibps-month").orElse(otherwise.provisionedMibpsMonth()),
              price(prices, "elastic-read-gb").orElse(otherwise.elasticReadGb()),
              price(prices, "elastic-write-gb").orElse(otherwise.elasticWriteGb()));
          found = of.equals(region) ? read : found;
        }
      }
      return found;
    }
  }

  private static Optional<BigDecimal> price(Section section, String key) {
    return section.optional(key, text -> {
      if (!text.matches("[0-9]{1,4}([.][0-9]{1,6})?")) {
        throw new IllegalArgumentException("not a price in US dollars, such as 0.30");
      }
      return new BigDecimal(text);
    });
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a date such as 2026-11-23", e);
    }
  }
}
