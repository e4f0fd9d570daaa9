package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What looks like a question, and which answers are left for it; whatever carries them. */
final class Prompts {

  private static final Pattern LOOKS_LIKE_A_QUESTION = Pattern.compile("[?:>\\])]\\s*\\z");

  private final List<Answer> left;

  Prompts(List<Answer> answers) {
    this.left = new ArrayList<>(answers);
  }

  /**
   * The reply to an unfinished line that stays as it is, used up by this; empty if it asks nothing.
   *
   * @throws NodeException if it asks what nobody expected
   */
  Optional<String> reply(String line) {
    if (!LOOKS_LIKE_A_QUESTION.matcher(line).find()) {
      return Optional.empty();
    }
    Optional<Answer> answer = left.stream().filter(known -> known.prompt().matcher(line).find())
        .findFirst();
    if (answer.isEmpty()) {
      throw new NodeException(Kind.UNEXPECTED_PROMPT,
          "the command asks \"" + Lines.shown(line) + "\"");
    }
    left.remove(answer.get());
    return Optional.of(answer.get().reply());
  }
}
