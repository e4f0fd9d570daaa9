package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TimestampTests {

  @Test
  void isOrderedAcross1970() {
    assertThat(new Timestamp(-1, 999_999_999)).isLessThan(Timestamp.EPOCH);
    assertThat(new Timestamp(-2, 999_999_999)).isLessThan(new Timestamp(-1, 0));
    assertThat(new Timestamp(1, 1).isAfter(new Timestamp(1, 0))).isTrue();
    assertThat(new Timestamp(1, 1).isAfter(new Timestamp(1, 1))).isFalse();
  }

  @Test
  void refusesNanosecondsBeyondASecond() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Timestamp(0, 1_000_000_000));
    assertThatIllegalArgumentException().isThrownBy(() -> new Timestamp(0, -1));
  }

  @Test
  void isShownWithAllItsNanoseconds() {
    assertThat(new Timestamp(-5, 42)).hasToString("-5.000000042");
    assertThat(new Timestamp(10, 0).minusSeconds(20)).hasToString("-10.000000000");
  }
}
