package io.efsmigrator.app.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes what looks like a secret out of evidence, before it is stored or shown.
 *
 * <p>Commands and their output are the operator's and the node's, so nobody promises that they hold
 * none. What is recognized: values after words such as {@code password=} and {@code token:}, the
 * argument after {@code --password} and its like, credentials in a URL, bearer and basic
 * authorization, private keys, and the access key ids of AWS ({@code AKIA…}, {@code ASIA…}; the
 * prefixes stand in the IAM user guide). It is a net, not a promise: a bare secret without any word
 * beside it cannot be told from other text.
 */
final class Masking {

  private static final String HIDDEN = "***";
  private static final String WORD = "(?:password|passwd|passphrase|pwd|secret|token|credentials?"
      + "|api[-_]?key|access[-_]?key|private[-_]?key|session[-_]?key)";
  /** Bounded on both sides, so that a long line without any secret costs no more than its length. */
  private static final String LABEL = "[A-Za-z0-9_.-]{0,40}" + WORD + "[A-Za-z0-9_.-]{0,40}";
  private static final Pattern LABELED = Pattern.compile("(?i)(" + LABEL + "[\"']?\\s{0,4}[=:]"
      + "\\s{0,4})(\"[^\"\n]*\"?|'[^'\n]*'?|[^\\s,;&\"']+)");
  private static final Pattern OPTION = Pattern.compile("(?i)--?" + LABEL);
  private static final Pattern AUTHORIZATION = Pattern
      .compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/._~=-]{8,}");
  private static final Pattern OPTION_IN_TEXT = Pattern
      .compile("(?i)(?<!\\S)(--" + LABEL + "\\s{1,4})(?!-)\\S+");
  private static final Pattern IN_URL = Pattern.compile("://[^\\s/:@]{1,200}:[^\\s/@]{1,200}@");
  private static final Pattern AWS_KEY_ID = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}\\b");
  private static final Pattern PRIVATE_KEY = Pattern.compile(
      "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\\z)",
      Pattern.DOTALL);

  private Masking() {}

  /** The text with every value that looks like a secret replaced. */
  static String text(String text) {
    String masked = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
    masked = AUTHORIZATION.matcher(masked).replaceAll("$1 " + HIDDEN);
    masked = LABELED.matcher(masked).replaceAll("$1" + HIDDEN);
    masked = OPTION_IN_TEXT.matcher(masked).replaceAll("$1" + HIDDEN);
    masked = IN_URL.matcher(masked).replaceAll("://" + HIDDEN + "@");
    return AWS_KEY_ID.matcher(masked).replaceAll(HIDDEN);
  }

  /**
   * The arguments as they are recorded: without secrets, and of a script only its first line, which
   * says which one it is.
   */
  static List<String> argv(List<String> argv) {
    List<String> masked = new ArrayList<>();
    boolean hidden = false;
    for (String argument : argv) {
      int end = argument.indexOf('\n');
      String shown = end < 0 ? argument : argument.substring(0, end) + " …";
      masked.add(hidden ? HIDDEN : text(shown));
      hidden = OPTION.matcher(argument).matches();
    }
    return masked;
  }
}
