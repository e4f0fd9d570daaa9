package io.efsmigrator.app.cli;

import io.efsmigrator.app.outcome.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for people, in 80 columns.
 *
 * <p>Columns are as wide as they need; the last one, which holds the prose, gets what is left and
 * continues on lines of its own rather than being cut: a remedy that ends in dots is none.
 */
final class Table {

  private static final int WIDTH = 80;
  private static final int NARROWEST = 20;
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    this.header = List.of(header);
  }

  void add(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + header);
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(Printable.text(cell));
    }
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    line(text, header, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = Math.max(header.get(i).length(),
          rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    int before = 0;
    for (int i = 0; i < widths.length - 1; i++) {
      before += widths[i] + GAP.length();
    }
    int last = widths.length - 1;
    widths[last] = Math.max(NARROWEST, Math.min(widths[last], WIDTH - before));
    return widths;
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    int last = cells.size() - 1;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      line.append(cells.get(i)).repeat(' ', widths[i] - cells.get(i).length()).append(GAP);
    }
    String indent = " ".repeat(line.length());
    List<String> prose = wrapped(cells.get(last), widths[last]);
    text.append((line + prose.getFirst()).stripTrailing()).append('\n');
    prose.stream().skip(1).forEach(more -> text.append(indent).append(more).append('\n'));
  }

  /** Broken at spaces where there are some, anywhere where there are none. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
