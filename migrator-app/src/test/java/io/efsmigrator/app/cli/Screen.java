package io.efsmigrator.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.ScreenTerminal;

/** What a person sees on a terminal of that size after something was written to it. */
final class Screen {

  private final int columns;
  private final int rows;
  private final ScreenTerminal terminal;

  Screen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.terminal = new ScreenTerminal(columns, rows);
  }

  Screen write(String text) {
    terminal.write(text);
    return this;
  }

  /** All rows, without the spaces at their ends. */
  List<String> rows() {
    long[] cells = new long[columns * rows];
    terminal.dump(cells, new int[2]);
    return IntStream.range(0, rows)
        .mapToObj(row -> Arrays.stream(cells, row * columns, (row + 1) * columns)
            .mapToObj(cell -> Character.toString(ScreenTerminal.cellCodePoint(cell)))
            .collect(Collectors.joining()).stripTrailing())
        .toList();
  }

  /** The rows down to the last one that is not empty. */
  String text() {
    return String.join("\n", rows()).stripTrailing() + "\n";
  }
}
