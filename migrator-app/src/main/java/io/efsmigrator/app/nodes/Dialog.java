package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput.Answers;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers a command's questions by pattern, and only those it knows.
 *
 * <p>A wrong answer at one prompt on the wrong node loses data, so nothing is written ahead: a reply
 * goes out only after the question was read, and a question that nobody expected ends the command.
 */
final class Dialog {

  private final RunningCommand command;
  private final OutputReader out;
  private final OutputReader err;
  private final OutputTap tap;
  private final Prompts prompts;
  private final long quietNanos;

  Dialog(RunningCommand command, OutputReader out, OutputReader err, OutputTap tap,
      Answers answers) {
    this.command = command;
    this.out = out;
    this.err = err;
    this.tap = tap;
    this.prompts = new Prompts(answers.answers());
    this.quietNanos = answers.quiet().toNanos();
  }

  /** Talks until the command has ended; false if it has not at the deadline. */
  boolean run(long deadline) throws InterruptedException {
    long seen = tap.changes();
    while (command.isAlive()) {
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
    if (!command.isAlive()) {
      return;
    }
    Optional<String> reply = prompts.reply(line);
    if (reply.isEmpty()) {
      return;
    }
    reader.startLine();
    try {
      OutputStream input = command.input();
      input.write((reply.get() + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new NodeException(Kind.FAILED,
          "the command does not take the answer to \"" + Lines.shown(line) + "\"", e);
    }
  }
}
