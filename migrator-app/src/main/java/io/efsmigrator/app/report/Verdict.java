package io.efsmigrator.app.report;

import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.outcome.Printable;
import java.util.Locale;

/**
 * How it stands, for the first line of the page.
 *
 * @param level what a reader has to do about it; told by a word and a sign, never by colour alone
 */
public record Verdict(Level level, String text, String detail) {

  /** How good it is. */
  public enum Level {
    GOOD("✓"), ATTENTION("!"), BAD("✗"), OPEN("…");

    private final String sign;

    Level(String sign) {
      this.sign = sign;
    }

    /** The same as one character, for those who cannot tell colours apart. */
    public String sign() {
      return sign;
    }

    /** Name of its style. */
    public String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the rows say: whether a process is at work, they cannot know. */
  public static Verdict of(Report report) {
    Row last = report.last();
    long problems = report.rows("problemCounts").stream()
        .filter(row -> row.text("state").equals("OPEN")).mapToLong(row -> row.number("problems"))
        .sum();
    long owed = report.rows("obligations").stream().filter(row -> row.cell("met_at") == null)
        .count();
    String message = Printable.text(last.text("exit_message").lines().findFirst().orElse(""));
    return switch (last.text("status")) {
      case "COMPLETED" -> problems > 0
          ? new Verdict(Level.ATTENTION, "completed, with " + problems + " open problems", message)
          : owed > 0
              ? new Verdict(Level.ATTENTION, "completed; something is still owed", message)
              : new Verdict(Level.GOOD, message.isEmpty() ? "completed" : message, "");
      case "STOPPED" -> new Verdict(Level.ATTENTION, "stopped; `migrator restart` goes on",
          message);
      case "ABANDONED" -> new Verdict(Level.BAD, "given up", message);
      case "FAILED" -> new Verdict(Level.BAD, "failed; `migrator restart` goes on", message);
      default -> new Verdict(Level.OPEN, "not ended: it runs, or its process is gone",
          "`migrator status` tells which.");
    };
  }
}
