package io.efsmigrator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.posix.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveKeysTests {

  private final ArchiveKeys keys = new ArchiveKeys("old/cluster.fs-1/");

  @ParameterizedTest
  @CsvSource({"a/b.wav,a/b.wav", "a b,a%20b", "a%20b,a%2520b", "ü,%C3%BC", "a+b&c,a%2Bb%26c"})
  void keepsWhatIsPlainAndEscapesTheRest(String path, String key) {
    assertThat(keys.of(RelativePath.of(path)))
        .hasValue(new ObjectKey("old/cluster.fs-1/files/" + key));
  }

  @Test
  void givesEveryPathAKeyOfItsOwnFromWhichItCanBeReadBack() {
    Random random = new Random(7);
    Map<ObjectKey, RelativePath> known = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(3)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        // Where mistakes are: escapes, their digits, bytes that are no UTF-8.
        byte[] awkward = {'%', '2', '5', 'F', 'f', ' ', (byte) 0xff, (byte) 0xc3, 'a', '\n', '"'};
        bytes[j] = awkward[Math.floorMod(bytes[j], awkward.length)];
      }
      RelativePath path = RelativePath.of(bytes);
      ObjectKey key = keys.of(path).orElseThrow();
      assertThat(known.getOrDefault(key, path)).isEqualTo(path);
      assertThat(decoded(key)).isEqualTo(path);
      known.put(key, path);
    }
  }

  @Test
  void hasNoKeyForAPathWhoseKeyWouldBeTooLong() {
    String name = "n".repeat(200) + "/";
    String fits = (name + name + name + name).substring(0, 804) + "n".repeat(197);

    assertThat(keys.of(RelativePath.of(fits)).orElseThrow().value()).hasSize(1_024);
    assertThat(keys.of(RelativePath.of(fits + "n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "a/", "a//b", "a b", "ü"})
  void refusesAPrefixThatWouldNotReadAsItStands(String prefix) {
    assertThatThrownBy(() -> ArchiveKeys.checkedPrefix(prefix))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RelativePath decoded(ObjectKey key) {
    String text = key.value().substring((keys.base() + "files/").length());
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.append(text.charAt(i));
      }
    }
    return RelativePath.of(bytes.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
