package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTablesTests {

  @Test
  void problemsWithoutARowAreTold() {
    Rows counts = counts(List.of(List.of("OPEN", "missing", 990_000L),
        List.of("OPEN", "extra", 7L), List.of("OPEN", "missing", 10_000L),
        List.of("CURED", "mtime", 5L), List.of("OPEN", "mode", 0L)));

    assertThat(HistoryTables.unlisted(counts)).isEqualTo(
        "and 1,000,007 more, of which only the number is kept: 7 extra; 1,000,000 missing\n");
  }

  @Test
  void nothingIsSaidIfEachHasARow() {
    assertThat(HistoryTables.unlisted(counts(List.of(List.of("OPEN", "missing", 0L))))).isEmpty();
  }

  private static Rows counts(List<List<Object>> rows) {
    return new Rows(List.of("state", "kind", "more"), new ArrayList<>(rows));
  }
}
