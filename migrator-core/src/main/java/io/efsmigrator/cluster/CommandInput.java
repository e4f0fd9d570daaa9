package io.efsmigrator.cluster;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What a command finds on its standard input. */
public sealed interface CommandInput {

  /** End of file at once. */
  record Nothing() implements CommandInput {}

  /** This text as UTF-8, then end of file. */
  record Text(String text) implements CommandInput {}

  /**
   * A conversation: an unfinished line of output that ends as questions do ({@code ? : > ] )}) and
   * stays as it is for {@code quiet} is a prompt. A prompt that an answer's pattern matches gets its
   * reply, each answer once; any other ends the command with
   * {@link NodeException.Kind#UNEXPECTED_PROMPT}.
   */
  record Answers(List<Answer> answers, Duration quiet) implements CommandInput {
    public Answers {
      answers = List.copyOf(answers);
    }
  }

  /** The reply to a prompt in which {@code prompt} is found; a newline is added to it. */
  record Answer(Pattern prompt, String reply) {}
}
