package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says which error number a call must fail with. */
final class Failures {

  private Failures() {}

  static void assertFails(Errno errno, ThrowingCallable call) {
    PosixException failure = catchThrowableOfType(PosixException.class, call);

    assertThat(failure).as("must fail with " + errno).isNotNull();
    assertThat(failure.errno()).isEqualTo(errno);
  }
}
