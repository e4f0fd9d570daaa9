package io.efsmigrator.plan;

import java.util.regex.Pattern;

/**
 * How a node's answers are understood: each pattern has to match the whole last line that the command
 * printed. An answer that matches neither or both of a pair is no answer.
 *
 * @param primary the node is the Primary
 * @param backup the node is a Backup
 * @param running its writers are at work
 * @param stopped its writers are paused
 */
public record AnswerPatterns(Pattern primary, Pattern backup, Pattern running, Pattern stopped) {

  /** The plain words, in any case. */
  public static final AnswerPatterns DEFAULT = new AnswerPatterns(word("primary"), word("backup"),
      word("running"), word("stopped"));

  private static Pattern word(String word) {
    return Pattern.compile(word, Pattern.CASE_INSENSITIVE);
  }
}
