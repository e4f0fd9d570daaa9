package io.efsmigrator.efs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may do what with a file system: a JSON document of IAM.
 *
 * <p>White space outside of strings is left out, so that two documents are equal however they were
 * laid out: EFS lays out anew what it is given.
 */
public record FileSystemPolicy(String json) {

  /** EFS takes no more. */
  private static final int MAX_CHARACTERS = 20_000;
  // Not inside a longer id: fs-0000000a is no part of fs-0000000ab, nor of xfs-0000000a.
  private static final Pattern IDS = Pattern
      .compile("(?<![0-9A-Za-z-])(fs|fsap)-[0-9a-f]{8,40}(?![0-9A-Za-z])");
  private static final Pattern ROOT = Pattern.compile(
      "\"(\\*|elasticfilesystem:(\\*|Client\\*|ClientRoot\\*|ClientRootAccess))\"");

  public FileSystemPolicy {
    json = squeezed(json);
    if (json.isEmpty() || json.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a file system policy has 1 to " + MAX_CHARACTERS + " characters");
    }
  }

  /** The same policy for other resources: every id in it that has a new one is replaced. */
  public FileSystemPolicy withIds(Map<String, String> newIds) {
    return new FileSystemPolicy(IDS.matcher(json).replaceAll(match -> Matcher
        .quoteReplacement(newIds.getOrDefault(match.group(), match.group()))));
  }

  /** The access points that it names. */
  public Set<AccessPointId> accessPoints() {
    Set<AccessPointId> named = new TreeSet<>();
    IDS.matcher(json).results().filter(match -> match.group(1).equals("fsap"))
        .forEach(match -> named.add(new AccessPointId(match.group())));
    return named;
  }

  /**
   * Whether any statement speaks of root's rights. Where a policy grants access without them, EFS
   * treats root as nobody, and a copy cannot give files their owners.
   */
  public boolean speaksOfRoot() {
    return ROOT.matcher(json).find();
  }

  private static String squeezed(String json) {
    StringBuilder text = new StringBuilder(json.length());
    boolean quoted = false;
    for (int at = 0; at < json.length(); at++) {
      char it = json.charAt(at);
      if (quoted && it == '\\' && at + 1 < json.length()) {
        text.append(it).append(json.charAt(++at));
        continue;
      }
      if (it == '"') {
        quoted = !quoted;
      }
      if (quoted || !Character.isWhitespace(it)) {
        text.append(it);
      }
    }
    return text.toString();
  }
}
