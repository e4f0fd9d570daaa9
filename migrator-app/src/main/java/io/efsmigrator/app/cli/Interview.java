package io.efsmigrator.app.cli;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Questions and answers, one a line, of a person or of a pipe. */
final class Interview {

  /** What becomes of an answer that cannot be right. */
  enum Mistake {
    /** Somebody is there to ask again. */
    ASK_AGAIN,
    /** The next line of a pipe answers the next question. */
    GIVE_UP
  }

  private final BufferedReader in;
  private final PrintWriter out;
  private final Mistake mistake;

  Interview(BufferedReader in, PrintWriter out, Mistake mistake) {
    this.in = in;
    this.out = out;
    this.mistake = mistake;
  }

  /** One of these words; the first if the line is empty. */
  String choose(String question, List<String> words) {
    return ask(question + " (" + String.join(", ", words) + ")", words.getFirst(), word -> {
      if (!words.contains(word)) {
        throw new IllegalArgumentException("not one of " + String.join(", ", words));
      }
      return word;
    });
  }

  /**
   * Asks until the type takes the answer.
   *
   * @param otherwise what an empty line means; empty if there has to be an answer
   */
  String ask(String question, String otherwise, Function<String, ?> type) {
    while (true) {
      out.print(question + (otherwise.isEmpty() ? ": " : " [" + otherwise + "]: "));
      out.flush();
      String line = line(question);
      String answer = line.isEmpty() ? otherwise : line;
      try {
        if (answer.isEmpty()) {
          throw new IllegalArgumentException("an answer is needed");
        }
        var _ = type.apply(answer);
        return answer;
      } catch (IllegalArgumentException e) {
        refuse(question, answer, String.valueOf(e.getMessage()));
      }
    }
  }

  private String line(String question) {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new OperatorError(ExitCode.USAGE, "the answers ended before `" + question + "`",
            "Answer every question, one a line; nothing was written.");
      }
      return line.strip();
    } catch (IOException e) {
      throw new OperatorError(ExitCode.USAGE, "no answer can be read: " + e.getMessage(),
          "Answer every question, one a line; nothing was written.");
    }
  }

  private void refuse(String question, String answer, String why) {
    switch (mistake) {
      case ASK_AGAIN -> out.println("  " + Printable.text(answer) + ": " + Printable.text(why));
      case GIVE_UP -> throw new OperatorError(ExitCode.USAGE,
          question + ": `" + answer + "`: " + why, "Correct that answer; nothing was written.");
    }
  }
}
