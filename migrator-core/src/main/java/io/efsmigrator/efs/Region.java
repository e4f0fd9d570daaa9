package io.efsmigrator.efs;

import java.util.regex.Pattern;

/** An AWS Region, such as {@code us-east-1}; it decides the DNS suffix of its file systems. */
public record Region(String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

  public Region {
    Checks.matches(SHAPE, value, "an AWS Region (such as us-east-1)");
  }

  /** The domain under which the names of this Region stand: China has its own. */
  public String dnsSuffix() {
    return value.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  @Override
  public String toString() {
    return value;
  }
}
