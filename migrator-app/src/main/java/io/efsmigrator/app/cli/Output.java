package io.efsmigrator.app.cli;

/** How an answer is printed. */
enum Output {
  /** For people: 80 columns. */
  TABLE,
  /** For programs: an array of objects, every column of the view. */
  JSON,
  /** For spreadsheets: RFC 4180 with a header, every column of the view. */
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
