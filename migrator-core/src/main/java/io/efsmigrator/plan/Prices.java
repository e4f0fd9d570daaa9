package io.efsmigrator.plan;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What EFS costs in a Region, in US dollars, and as of when. A GB is 10^9 bytes, as it is billed.
 *
 * @param basis where the prices come from, in words for the operator
 */
public record Prices(String basis, LocalDate asOf, BigDecimal storageGbMonth,
    BigDecimal provisionedMibpsMonth, BigDecimal elasticReadGb, BigDecimal elasticWriteGb) {

  /** Those of us-east-1, Standard storage; other Regions are up to twice as dear. */
  public static final Prices DEFAULT = new Prices("defaults of us-east-1",
      LocalDate.of(2026, 11, 23), new BigDecimal("0.30"), new BigDecimal("6.00"),
      new BigDecimal("0.03"), new BigDecimal("0.06"));

  public Prices {
    for (BigDecimal price : new BigDecimal[]{storageGbMonth, provisionedMibpsMonth, elasticReadGb,
      elasticWriteGb}) {
      if (price.signum() < 0) {
        throw new IllegalArgumentException("a price is not negative: " + price);
      }
    }
  }
}
