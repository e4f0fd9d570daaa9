package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTests {

  @Test
  void everyByteButSlashAndNulIsKept() {
    for (int b = 1; b < 256; b++) {
      byte[] bytes = {'x', (byte) b};
      if (b != '/') {
        assertThat(Name.of(bytes).bytes()).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b"})
  void refusesWhatNamesNoEntry(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of(name));
  }

  @Test
  void hasAtMost255Bytes() {
    assertThat(Name.of("x".repeat(255)).bytes()).hasSize(255);
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of("x".repeat(256)));
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of("ü".repeat(128)));
  }

  @Test
  void doesNotShareItsBytes() {
    byte[] bytes = {'a'};
    Name name = Name.of(bytes);

    bytes[0] = 'b';
    name.bytes()[0] = 'c';

    assertThat(name).isEqualTo(Name.of("a"));
  }

  @Test
  void isOrderedByUnsignedBytes() {
    assertThat(Name.of(new byte[]{(byte) 0xff})).isGreaterThan(Name.of("a"));
    assertThat(Name.of("ab")).isGreaterThan(Name.of("a"));
  }

  @ParameterizedTest
  @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {"plain name.wav,plain name.wav",
    "Grüße,Grüße", "日本,日本", "\u001b[31m,\\x1b[31m", "a\tb,a\\tb", "back\\slash,back\\\\slash",
    "\u202egnp.exe,\\xe2\\x80\\xaegnp.exe", "\u007f,\\x7f"})
  void isShownWithoutAnythingThatDeceivesATerminal(String name, String shown) {
    assertThat(Name.of(name)).hasToString(shown);
  }

  @Test
  void showsNewlinesAndBytesThatAreNoText() {
    assertThat(Name.of("a\nb")).hasToString("a\\nb");
    assertThat(Name.of("gro\u00df".getBytes(StandardCharsets.ISO_8859_1))).hasToString("gro\\xdf");
    assertThat(Name.of(new byte[]{(byte) 0xe2, (byte) 0x80})).hasToString("\\xe2\\x80");
    assertThat(Name.of(new byte[]{(byte) 0xc0, (byte) 0xaf})).hasToString("\\xc0\\xaf");
    assertThat(Name.of(new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .hasToString("\\xed\\xa0\\x80");
  }
}
