package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Output as it was once found to be good, in a file that a person can read. */
final class Golden {

  private static final Path EXPECTED = Path.of("src/test/resources/io/efsmigrator/app/cli");
  /** Where output that differs is left, to be looked at and copied. */
  private static final Path ACTUAL = Path.of("target/golden");

  private Golden() {}

  static void assertSame(String name, String actual) {
    try {
      Files.createDirectories(ACTUAL);
      Files.writeString(ACTUAL.resolve(name), actual);
      Path expected = EXPECTED.resolve(name);
      assertThat(actual).as("see %s", ACTUAL.resolve(name))
          .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
