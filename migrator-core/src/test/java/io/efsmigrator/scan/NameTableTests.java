package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.Name;
import org.junit.jupiter.api.Test;

class NameTableTests {

  private final NameTable names = new NameTable();

  @Test
  void findsEveryNameAndNoOther() {
    for (int i = 0; i < 10_000; i++) {
      names.add(name(i));
    }

    for (int i = 0; i < 10_000; i++) {
      assertThat(names.find(name(i))).isEqualTo(i);
      assertThat(names.name(i)).isEqualTo(name(i));
    }
    assertThat(names.find(name(10_000))).isEqualTo(-1);
    assertThat(names.find(Name.of("rec-1"))).isEqualTo(-1);
  }

  @Test
  void tellsBytesApartNotLetters() {
    names.add(Name.of(new byte[]{(byte) 0xff}));
    names.add(Name.of("é"));

    assertThat(names.find(Name.of("e\u0301"))).isEqualTo(-1);
    assertThat(names.find(Name.of(new byte[]{(byte) 0xff}))).isZero();
  }

  @Test
  void aListingThatBeginsAnewForgetsTheFirst() {
    names.add(name(1));
    names.clear();
    names.add(name(2));

    assertThat(names.size()).isEqualTo(1);
    assertThat(names.find(name(1))).isEqualTo(-1);
    assertThat(names.name(0)).isEqualTo(name(2));
  }

  private static Name name(int i) {
    return Name.of("rec-" + "x".repeat(i % 200) + i + ".wav");
  }
}
