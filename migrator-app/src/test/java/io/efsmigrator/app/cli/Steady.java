package io.efsmigrator.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The output of a run without what differs from run to run.
 *
 * <p>Times of day, durations, ids, and the folder of the sandbox become words. Left out are the
 * lines of what goes on, which come as time passes: waiting, and how far a step is. What goes on
 * beside each other, a scan and the copy of what it found, has one order.
 */
final class Steady {

  /** Longer than what it stands for can be: so it is seen that the length is another one. */
  private static final String SOME_TIME = "<some time>";
  private static final Pattern CONTINUED = Pattern.compile(" {22,}\\S.*");
  private static final Pattern ID = Pattern.compile("fs-[0-9a-f]{17}");
  private static final String SAME_LENGTH_ID = "fs-0123456789abcdef0";
  private static final Pattern TIME = Pattern
      .compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern ENDED_AFTER = Pattern
      .compile("(COMPLETED|STOPPED|FAILED) {2,}[\\d:.]+ (ms|s|min|h)");
  private static final Pattern DURATION = Pattern.compile("\\b[\\d:.]+ (ms|s|min|h)\\b");
  private static final Pattern CHECKS = Pattern.compile("\\d+ checks passed, \\d+ warnings?");
  private static final Pattern GOES_ON = Pattern
      .compile("^(TIME )?\\S+ +(waiting: |(\\d.*, |average.*, )?for " + SOME_TIME + "$).*");
  private static final Pattern BESIDE = Pattern
      .compile("^(?:TIME )?(\\S*?)(?:scan|copyFiles) +(?:started|COMPLETED).*");

  private Steady() {}

  /** Lines of a file. */
  static String lines(List<String> lines, Path sandbox) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      String steady = steady(line, sandbox);
      if (!GOES_ON.matcher(steady).matches()) {
        kept.add(steady);
      }
    }
    return String.join("\n", inOneOrder(kept)) + "\n";
  }

  /**
   * Rows of a terminal, as they are wrapped there; but where something of another length each time is
   * in the words, they are on one line here, since their wrapping differs too.
   */
  static String screen(List<String> rows, Path sandbox) {
    List<String> kept = new ArrayList<>();
    for (int from = 0, to; from < rows.size(); from = to) {
      to = from + 1;
      while (to < rows.size() && CONTINUED.matcher(rows.get(to)).matches()) {
        to++;
      }
      List<String> block = rows.subList(from, to);
      String whole = String.join(" ", block.stream().map(String::strip).toList());
      String steady = steady(whole, sandbox);
      kept.add(block.size() > 1 && steady.length() != whole.length()
          ? steady
          : String.join("\n", block.stream().map(row -> steady(row, sandbox)).toList()));
    }
    return String.join("\n", inOneOrder(kept)) + "\n";
  }

  /** A path that is longer than the room for it was cut where no space was. */
  private static Pattern cutAnywhere(Path path) {
    return Pattern.compile(path.toString().chars()
        .mapToObj(character -> Pattern.quote(Character.toString(character)))
        .collect(Collectors.joining(" ?")));
  }

  private static String steady(String line, Path sandbox) {
    String steady = cutAnywhere(sandbox.resolve("target")).matcher(line).replaceAll("DIR/target");
    steady = cutAnywhere(sandbox).matcher(steady).replaceAll("DIR");
    steady = TIME.matcher(steady).replaceAll("TIME");
    steady = ID.matcher(steady).replaceAll(SAME_LENGTH_ID);
    // It stands in a column, so what it is replaced by is as wide.
    steady = ENDED_AFTER.matcher(steady)
        .replaceAll(found -> found.group(1) + "TIME".indent(found.group().length()
            - found.group(1).length() - "TIME".length()).stripTrailing());
    steady = CHECKS.matcher(steady).replaceAll("N checks passed, N warnings");
    return DURATION.matcher(steady).replaceAll(SOME_TIME);
  }

  /** Of those next to each other that belong to one pass, the scan comes first. */
  private static List<String> inOneOrder(List<String> lines) {
    List<String> ordered = new ArrayList<>(lines);
    for (int from = 0, to; from < ordered.size(); from = to) {
      to = from + 1;
      while (BESIDE.matcher(ordered.get(from)).matches() && to < ordered.size()
          && BESIDE.matcher(ordered.get(to)).matches()) {
        to++;
      }
      ordered.subList(from, to).sort(Comparator.comparing(line -> line.contains("copyFiles")));
    }
    return ordered;
  }
}
