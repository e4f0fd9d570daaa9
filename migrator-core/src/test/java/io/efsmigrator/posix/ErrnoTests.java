package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ErrnoTests {

  @Test
  void everyNumberComesBackFromItsName() {
    for (int code = 1; code < 140; code++) {
      Errno errno = Errno.of(code);

      assertThat(Errno.named(errno.name())).isEqualTo(errno);
      assertThat(errno.code()).isEqualTo(code);
    }
  }

  @Test
  void aNumberWithoutConstantIsCarried() {
    assertThat(Errno.of(132)).hasToString("ERRNO_132");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Errno.named("EWHAT"));
  }

  @Test
  void aMessageNamesCallSubjectAndCause() {
    assertThat(new PosixException(Errno.ENOSPC, "pwrite", "a\\nb"))
        .hasMessage("pwrite a\\nb: no space left on device (ENOSPC)");
  }
}
