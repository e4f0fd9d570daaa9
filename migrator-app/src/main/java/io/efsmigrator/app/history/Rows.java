package io.efsmigrator.app.history;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer: column names as in the view, and cells.
 *
 * <p>A cell is null, String, Long, Double, Boolean, LocalDateTime (Spring Batch's columns, in the
 * clock of the host that ran) or Instant (ours). Both ways to ask give equal answers.
 */
public record Rows(List<String> columns, List<List<@Nullable Object>> cells) {

  public Rows {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copy = new ArrayList<>();
    for (List<@Nullable Object> row : cells) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            row.size() + " cells for " + columns.size() + " columns");
      }
      // Not List.copyOf: it refuses the nulls that an open end or an empty exit message is.
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    cells = Collections.unmodifiableList(copy);
  }

  /** Each row by the names of its columns. */
  public List<Row> rows() {
    return cells.stream().map(cells -> new Row(columns, cells)).toList();
  }

  /** One row. */
  public record Row(List<String> columns, List<@Nullable Object> cells) {

    /** The cell of that column; null if it is empty. */
    public @Nullable Object cell(String column) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException("no column " + column + " in " + columns);
      }
      return cells.get(index);
    }

    /** The cell as text; empty if there is none. */
    public String text(String column) {
      Object cell = cell(column);
      return cell == null ? "" : cell.toString();
    }

    /** The cell as a whole number; 0 if there is none. */
    public long number(String column) {
      return cell(column) instanceof Number number ? number.longValue() : 0;
    }

    /** The cell as a fraction; 0 if there is none. */
    public double fraction(String column) {
      return cell(column) instanceof Number number ? number.doubleValue() : 0;
    }

    /** The cell as a yes or no; no if there is none. */
    public boolean flag(String column) {
      return Boolean.TRUE.equals(cell(column));
    }

    /** The cell as a point in time. */
    public @Nullable Instant instant(String column) {
      return cell(column) instanceof Instant instant ? instant : null;
    }

    /** The cell as a time of the clock on the wall of the host that ran. */
    public @Nullable LocalDateTime time(String column) {
      return cell(column) instanceof LocalDateTime time ? time : null;
    }
  }
}
