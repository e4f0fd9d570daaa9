package io.efsmigrator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Pace;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.verify.FileHash.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashTests {

  private static final int APPENDED = 20 << 20;

  @TempDir
  private Path folder;

  @Test
  void whoAppendsFasterThanItIsReadDoesNotKeepItReading() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "content");
    Pace whileSomebodyAppends = new Pace() {
      @Override
      public void files(int count) {}

      @Override
      public void requests(int count) {}

      @Override
      public void bytes(long count) {
        try {
          Files.write(file, new byte[APPENDED], StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };

    FileHash hash = read(whileSomebodyAppends);

    assertThat(hash.bytes()).isGreaterThan("content".length()).isLessThan(APPENDED / 10);
    assertThat(hash.isStable()).isFalse();
  }

  @Test
  void aFileThatIsLeftAloneIsStable() throws IOException {
    Files.write(folder.resolve("f"), new byte[3 << 20]);

    FileHash hash = read(Pace.UNLIMITED);

    assertThat(hash.bytes()).isEqualTo(3 << 20);
    assertThat(hash.isStable()).isTrue();
  }

  private FileHash read(Pace pace) throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(folder)) {
      return FileHash.read(tree, RelativePath.of("f"), Cache.DROP, pace).orElseThrow();
    }
  }
}
