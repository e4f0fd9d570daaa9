package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EfsErrorsTests {

  @ParameterizedTest
  @ValueSource(strings = {"Wait until 2026-11-24 06:50:09 UTC and try again.",
    "possible from 2026-11-24T06:50:09Z", "2026-11-24 06:50:09.123 GMT"})
  void readsTheTimeFromARefusal(String message) {
    assertThat(EfsErrors.waitUntil(message)).contains(Instant.parse("2026-11-24T06:50:09Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Wait until tomorrow.", "2026-13-44 06:50:09 UTC",
    "2026-11-24 06:50:09 CET"})
  void makesNoTimeUp(String message) {
    assertThat(EfsErrors.waitUntil(message)).isEmpty();
  }

  @Test
  void findsTheTimeInALongText() {
    assertThat(EfsErrors.waitUntil("x".repeat(9_000) + " 2026-01-02 03:04:05 UTC"))
        .contains(Instant.parse("2026-01-02T03:04:05Z"));
  }
}
