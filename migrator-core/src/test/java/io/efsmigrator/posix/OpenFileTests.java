package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTests {

  private static final Name NAME = Name.of("file");
  private static final long MIB = 1 << 20;

  @TempDir
  private Path path;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    directory = Directory.open(path);
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void whatIsWrittenIsReadBackAtItsOffset() throws IOException {
    try (OpenFile file = directory.createFile(NAME, 0600)) {
      file.write(direct("hello"), 0);
      file.write(direct("j"), 0);
      file.write(direct("end"), 7);
      file.sync();
    }

    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    try (OpenFile file = directory.openFile(NAME)) {
      file.dropCache();
      assertThat(file.read(buffer, 0)).isEqualTo(10);
      assertThat(text(buffer.flip())).isEqualTo("jello\0\0end");
      assertThat(file.read(buffer.clear().limit(3), 1)).isEqualTo(3);
      assertThat(text(buffer.flip())).isEqualTo("ell");
      assertThat(file.read(buffer.clear(), 10)).isZero();
      assertThat(file.stat().sizeBytes()).isEqualTo(10);
    }
  }

  @Test
  void readsAppendToWhatTheBufferHolds() throws IOException {
    Files.writeString(path.resolve("file"), "world");
    ByteBuffer buffer = direct("hello ").limit(6);
    ByteBuffer whole = ByteBuffer.allocateDirect(16).put(buffer);

    try (OpenFile file = directory.openFile(NAME)) {
      file.read(whole, 0);
    }

    assertThat(text(whole.flip())).isEqualTo("hello world");
  }

  @Test
  void creatingAgainKeepsContentModeAndInode() throws IOException {
    Files.writeString(path.resolve("file"), "kept");
    directory.setMode(NAME, 0444);
    Stat before = directory.stat(NAME);

    try (OpenFile file = directory.createFile(NAME, 0600)) {
      assertThat(file.stat()).isEqualTo(before);
    } catch (PosixException e) {
      assertThat(e.errno()).as("only root writes to a read-only file").isEqualTo(Errno.EACCES);
    }

    assertThat(path.resolve("file")).hasContent("kept");
  }

  @Test
  void attributesAreSetOnTheOpenFile() throws IOException {
    try (OpenFile file = directory.createFile(NAME, 0600)) {
      Stat before = file.stat();
      file.setOwner(before.uid(), before.gid());
      file.setMode(04711);
      file.setTimes(new Timestamp(-12, 345));
      file.truncate(5);
      file.setTimes(new Timestamp(-12, 345));
    }

    Stat stat = directory.stat(NAME);
    assertThat(stat.mode() & 0777).isEqualTo(0711);
    assertThat(stat.mtime()).isEqualTo(new Timestamp(-12, 345));
    assertThat(stat.sizeBytes()).isEqualTo(5);
  }

  @Test
  void findsHolesAndData() throws IOException {
    try (OpenFile file = directory.createFile(NAME, 0600)) {
      file.write(direct("data"), 4 * MIB);
      file.truncate(9 * MIB);
    }

    try (OpenFile file = directory.openFile(NAME)) {
      assertThat(file.nextData(0)).hasValue(4 * MIB);
      long hole = file.nextHole(4 * MIB);
      assertThat(hole).isGreaterThan(4 * MIB).isLessThan(5 * MIB);
      assertThat(file.nextData(hole)).isEqualTo(OptionalLong.empty());
      assertThat(file.nextHole(0)).isZero();
    }
  }

  @Test
  void aFileWithoutHolesIsDataToItsEnd() throws IOException {
    Files.writeString(path.resolve("file"), "abc");

    try (OpenFile file = directory.openFile(NAME)) {
      assertThat(file.nextData(1)).hasValue(1);
      assertThat(file.nextHole(1)).isEqualTo(3);
      assertThat(file.nextData(3)).isEmpty();
      assertThat(file.nextHole(3)).isEqualTo(3);
    }
  }

  @Test
  void aFileSystemThatKnowsNoHolesCallsEverythingData() throws IOException {
    // /proc answers SEEK_DATA with EINVAL, as some network file systems do.
    try (Directory proc = Directory.open(Path.of("/proc/self"));
        OpenFile file = proc.openFile(Name.of("status"))) {
      assertThat(file.nextHole(0)).isEqualTo(file.stat().sizeBytes());
    }
  }

  @Test
  void onlyADirectBufferGoesToTheKernel() throws IOException {
    try (OpenFile file = directory.createFile(NAME, 0600)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0));
    }
  }

  @Test
  void isOfNoUseOnceClosed() throws IOException {
    OpenFile file = directory.createFile(NAME, 0600);

    file.close();
    file.close();

    assertThatIllegalStateException().isThrownBy(file::stat);
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer).toString();
  }
}
