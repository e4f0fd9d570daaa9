package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTests {

  @TempDir
  private Path path;

  @Test
  void removesADirectoryOfMoreNamesThanItHoldsAtATime() throws IOException {
    Path full = Files.createDirectory(path.resolve("full"));
    for (int i = 0; i < 3_000; i++) {
      Files.createFile(full.resolve("f" + i));
    }
    Files.createDirectories(full.resolve("d/e"));
    AtomicInteger asked = new AtomicInteger();

    try (Directory directory = Directory.open(path)) {
      new Removal(asked::incrementAndGet).tree(directory, Name.of("full"));
    }

    assertThat(path).isEmptyDirectory();
    assertThat(asked).as("once for each entry, and for each directory that a file might be")
        .hasValue(3_003);
  }
}
