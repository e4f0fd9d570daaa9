package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Progress.Rate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftTests {

  private static final Duration LONG_AGO = Duration.ofMinutes(5);

  @Test
  void holdsEveryAnswerThatIsPossible() {
    // By entries 100 s or 200 s, by bytes 1,000 s or 500 s.
    Left left = Left.of(1_000, 10_000, Optional.of(new Rate(5, 20)), new Rate(10, 10), LONG_AGO)
        .orElseThrow();

    assertThat(left).isEqualTo(new Left(Duration.ofSeconds(90), Duration.ofSeconds(1_100)));
  }

  @Test
  void isNarrowWhenTheAnswersAgree() {
    Left left = Left.of(600, 600, Optional.of(new Rate(1, 1)), new Rate(1, 1), LONG_AGO)
        .orElseThrow();

    assertThat(left).hasToString("9 to 11 min");
  }

  @Test
  void promisesNoEndWhileNothingMoves() {
    Left left = Left.of(600, 600, Optional.of(new Rate(0, 0)), new Rate(1, 1), LONG_AGO)
        .orElseThrow();

    assertThat(left).hasToString("at least 9:00 min");
  }

  @Test
  void saysNothingTooEarlyOrWithoutARate() {
    Rate one = new Rate(1, 1);

    assertThat(Left.of(600, 600, Optional.of(one), one, Duration.ofSeconds(4))).isEmpty();
    assertThat(Left.of(600, 600, Optional.empty(), new Rate(0, 0), LONG_AGO)).isEmpty();
    assertThat(Left.of(0, 0, Optional.of(one), one, LONG_AGO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 4, under 5 s", "12, 21, 10 to 25 s", "61, 119, 1 to 2 min",
    "30, 170, under 3 min", "3700, 5500, 1:00 to 1:45 h", "200000, 300000, 2 to 4 days",
    "120, 120, about 2 min"})
  void isRoundedOutwards(long atLeast, long atMost, String words) {
    assertThat(new Left(Duration.ofSeconds(atLeast), Duration.ofSeconds(atMost)))
        .hasToString(words);
  }
}
