package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwedLinesTests {

  private static final Instant RAISED = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant EARLIEST = Instant.parse("2026-11-24T08:00:00Z");

  @Test
  void countsTheMoneyFromTheHourInWhichItWasOwed() {
    assertThat(OwedLines.of(List.of(row("a.fs-1", null)), "a.fs-1", RAISED.plusSeconds(43_200)))
        .contains("OWED: set fs-2 from provisioned:100.0 back to bursting\n")
        .contains("20.00 USD a day, 10.00 USD so far", "may do it from 2026-11-24T08:00:00Z on");
  }

  @Test
  void saysThatItIsTime() {
    assertThat(OwedLines.of(List.of(row("a.fs-1", null)), "a.fs-1", EARLIEST.plusSeconds(43_200)))
        .contains("30.00 USD so far", "does it now");
  }

  @Test
  void namesTheMigrationThatItIsNotAbout() {
    assertThat(OwedLines.of(List.of(row("b.fs-1", null)), "a.fs-1", RAISED)).contains("of b.fs-1");
  }

  @Test
  void isSilentOnceItIsMet() {
    assertThat(OwedLines.of(List.of(row("a.fs-1", EARLIEST)), "a.fs-1", EARLIEST)).isEmpty();
  }

  private static Row row(String migration, @Nullable Instant metAt) {
    return new Row(
        List.of("migration_id", "file_system_id", "raised_to", "lower_to", "earliest_at",
            "cost_per_day_usd", "created_at", "met_at"),
        Arrays.asList(migration, "fs-2", "provisioned:100.0", "bursting", EARLIEST, 20.0,
            RAISED, metAt));
  }
}
