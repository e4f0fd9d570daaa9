package io.efsmigrator.app.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTests {

  @Test
  void showsControlAndDirectionCharactersByNumber() {
    assertThat(Printable.text("a\u001b[31mb\nc\u0007\u202ed\u200b\u0085"))
        .isEqualTo("a\\x1b[31mb\\x0ac\\x07\\u{202e}d\\u{200b}\\x85");
  }

  @Test
  void leavesPlainTextOfAnyLanguageAlone() {
    assertThat(Printable.text("Aufnahme_ä 録音 🎧.wav")).isEqualTo("Aufnahme_ä 録音 🎧.wav");
  }
}
