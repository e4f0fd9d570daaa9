package io.efsmigrator.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigSnapshotTests {

  @Test
  void readsBackWhatItWrote() {
    ConfigSnapshot snapshot = snapshot(
        Map.of("name", "a=b", "path", "line\nline", "odd", "back\\nslash\\", "empty", ""));

    assertThat(ConfigSnapshot.parse(snapshot.text())).isEqualTo(snapshot);
  }

  @Test
  void namesEachKeyThatChangedWithBothValues() {
    ConfigSnapshot earlier = snapshot(Map.of("same", "1", "path", "/a", "gone", "x"));
    ConfigSnapshot now = snapshot(Map.of("same", "1", "path", "/b", "new", "y"));

    assertThat(now.changesSince(earlier)).containsExactly("gone: was 'x', is not given",
        "new: was not given, is 'y'", "path: was '/a', is '/b'");
  }

  private static ConfigSnapshot snapshot(Map<String, String> values) {
    return new ConfigSnapshot(new TreeMap<>(values));
  }
}
