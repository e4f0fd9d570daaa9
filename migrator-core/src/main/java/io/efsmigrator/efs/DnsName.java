package io.efsmigrator.efs;

import java.util.regex.Pattern;

/**
 * The DNS name of a file system, lower case, at most 253 characters.
 *
 * <p>It ends up as an argument of commands on live nodes, so nothing but letters, digits, dots and
 * inner hyphens can ever be in one: no space, no newline, no leading hyphen that reads as an option.
 */
public record DnsName(String value) {

  private static final Pattern SHAPE = Pattern.compile(
      "(?=.{1,253}\\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

  public DnsName {
    Checks.matches(SHAPE, value, "a DNS name (lower case letters, digits, hyphens and dots)");
  }

  @Override
  public String toString() {
    return value;
  }
}
