package io.efsmigrator.cluster;

import java.util.regex.Pattern;

/** A public IPv4 address that moves with the Primary. */
public record ElasticIp(String value) {

  private static final Pattern SHAPE = Pattern
      .compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  public ElasticIp {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an IPv4 address such as 203.0.113.10: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
