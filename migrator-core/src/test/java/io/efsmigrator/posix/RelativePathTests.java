package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTests {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "a/", "a//b", "a/../b", "./a", "..", "a/.", "a\0"})
  void refusesEverythingThatIsNotNamesJoinedBySlashes(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.of(path));
  }

  @Test
  void goesDownAndUp() {
    RelativePath path = RelativePath.ROOT.child(Name.of("a")).child(Name.of("b"));

    assertThat(path).isEqualTo(RelativePath.of("a/b"));
    assertThat(path.name()).isEqualTo(Name.of("b"));
    assertThat(path.parent()).isEqualTo(RelativePath.of("a"));
    assertThat(path.parent().parent()).isEqualTo(RelativePath.ROOT);
    assertThat(path.names()).containsExactly(Name.of("a"), Name.of("b"));
    assertThat(path.depth()).isEqualTo(2);
  }

  @Test
  void theRootHasNeitherNameNorParent() {
    assertThat(RelativePath.of("")).isSameAs(RelativePath.ROOT);
    assertThat(RelativePath.ROOT.names()).isEmpty();
    assertThat(RelativePath.ROOT.depth()).isZero();
    assertThat(RelativePath.ROOT).hasToString(".");
    assertThatIllegalStateException().isThrownBy(RelativePath.ROOT::name);
    assertThatIllegalStateException().isThrownBy(RelativePath.ROOT::parent);
  }

  @Test
  void mayBeLongerThanAnySystemCallAllows() {
    RelativePath path = RelativePath.ROOT;
    for (int level = 0; level < 1100; level++) {
      path = path.child(Name.of("d".repeat(200)));
    }

    assertThat(path.depth()).isEqualTo(1100);
    assertThat(RelativePath.of(path.bytes())).isEqualTo(path);
  }

  @Test
  void isOrderedSoThatADirectoryStandsRightBeforeItsContent() {
    List<RelativePath> ordered = Stream.of("", "a", "a/b", "a/b/c", "a\nb", "a b", "a.b", "ab")
        .map(RelativePath::of).toList();

    assertThat(ordered.reversed().stream().sorted()).containsExactlyElementsOf(ordered);
  }

  @Test
  void knowsWhatIsBelowIt() {
    assertThat(RelativePath.of("a/b").startsWith(RelativePath.of("a"))).isTrue();
    assertThat(RelativePath.of("a").startsWith(RelativePath.of("a"))).isTrue();
    assertThat(RelativePath.of("ab").startsWith(RelativePath.of("a"))).isFalse();
    assertThat(RelativePath.of("a").startsWith(RelativePath.of("a/b"))).isFalse();
    assertThat(RelativePath.of("a").startsWith(RelativePath.ROOT)).isTrue();
  }
}
