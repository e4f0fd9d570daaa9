package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput.Answer;
import io.efsmigrator.cluster.CommandInput.Answers;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers a command's questions by pattern, and only those it knows.
 *
 * <p>A wrong answer at one prompt on the wrong node loses data, so nothing is written ahead: a reply
 * goes out only after the question was read, and a question that nobody expected ends the command.
 */
final class Dialog {

  private static final Pattern LOOKS_LIKE_A_QUESTION = Pattern.compile("[?:>\\])]\\s*\\z");

  private final Process process;
  private final OutputReader out;
  private final OutputReader err;
  private final OutputTap tap;
  private final List<Answer> left;
  private final long quietNanos;

  Dialog(Process process, OutputReader out, OutputReader err, OutputTap tap, Answers answers) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.tap = tap;
    this.left = new ArrayList<>(answers.answers());
    this.quietNanos = answers.quiet().toNanos();
    var _ = process.onExit().thenRun(tap::change);
  }

  /** Talks until the command has ended; false if it has not at the deadline. */
  boolean run(long deadline) throws InterruptedException {
    long seen = tap.changes();
    while (process.isAlive()) {
      long untilDeadline = deadline - System.nanoTime();
      if (untilDeadline <= 0) {
        return false;
      }
      if (tap.awaitMoreThan(seen, Math.min(quietNanos, untilDeadline))) {
        seen = tap.changes();
      } else {
        // Nothing new for a while: if the output ends in a question, somebody waits for us.
        answer(out);
        answer(err);
      }
    }
    return true;
  }

  private void answer(OutputReader reader) {
    String line = reader.unfinishedLine();
    if (!LOOKS_LIKE_A_QUESTION.matcher(line).find() || !process.isAlive()) {
      return;
    }
    Optional<Answer> answer = left.stream().filter(known -> known.prompt().matcher(line).find())
        .findFirst();
    if (answer.isEmpty()) {
      throw new NodeException(Kind.UNEXPECTED_PROMPT,
          "the command asks \"" + Lines.shown(line) + "\"");
    }
    left.remove(answer.get());
    reader.startLine();
    try {
      OutputStream input = process.getOutputStream();
      input.write((answer.get().reply() + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new NodeException(Kind.FAILED,
          "the command does not take the answer to \"" + Lines.shown(line) + "\"", e);
    }
  }
}
