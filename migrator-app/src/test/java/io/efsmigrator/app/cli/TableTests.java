package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTests {

  @Test
  void continuesProseOnLinesOfItsOwnWithinEightyColumns() {
    Table table = new Table("STEP", "RESULT");
    table.add("preflight", "word ".repeat(40).strip());

    assertThat(table.toString().lines()).hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void escapesWhatATerminalWouldObey() {
    Table table = new Table("PATH");
    table.add("a\u001b[2Jb\nc");

    assertThat(table.toString()).isEqualTo("PATH\na\\x1b[2Jb\\x0ac\n");
  }

  @Test
  void breaksAWordThatIsLongerThanTheColumn() {
    assertThat(Table.wrapped("x".repeat(45), 20)).containsExactly("x".repeat(20), "x".repeat(20),
        "x".repeat(5));
  }
}
