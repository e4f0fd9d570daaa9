package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunLockTests {

  @TempDir
  private Path state;

  @Test
  void isHeldUntilItIsClosed() throws Exception {
    try (FileRunLock lock = FileRunLock.take(state, Holder.thisProcess())) {
      lock.check();

      assertThatThrownBy(() -> FileRunLock.take(state, Holder.thisProcess()))
          .isInstanceOf(HeldException.class);
      // A second try must not have dropped it: closing any channel of a file drops its locks.
      assertThat(FileRunLock.holder(state)).contains("process " + ProcessHandle.current().pid());
    }

    assertThat(FileRunLock.holder(state)).isNull();
    FileRunLock.take(state, Holder.thisProcess()).close();
  }

  @Test
  void isTheSameThroughALinkToTheFolder() throws Exception {
    Path link = state.resolveSibling(state.getFileName() + "-link");
    Files.createSymbolicLink(link, state);
    try (FileRunLock lock = FileRunLock.take(state, Holder.thisProcess())) {
      lock.check();

      assertThatThrownBy(() -> FileRunLock.take(link, Holder.thisProcess()))
          .isInstanceOf(HeldException.class);
    }
  }
}
