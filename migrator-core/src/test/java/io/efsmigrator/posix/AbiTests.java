package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AbiTests {

  @Test
  void knowsBothProcessorFamilies() {
    assertThat(Abi.of("Linux", "amd64")).isEqualTo(Abi.X86_64);
    assertThat(Abi.of("Linux", "aarch64")).isEqualTo(Abi.AARCH64);
  }

  @Test
  void refusesAMachineWhoseNumbersItDoesNotKnow() {
    assertThatThrownBy(() -> Abi.of("Linux", "riscv64"))
        .isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("riscv64");
    assertThatThrownBy(() -> Abi.of("Mac OS X", "aarch64"))
        .isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("Mac OS X");
  }
}
