package io.efsmigrator.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeGeneratorTests {

  private static final String ATTRIBUTES = "unix:mode,uid,gid,size,nlink,lastModifiedTime";

  @TempDir
  private Path directory;

  @Test
  void makesTheSameTreeFromTheSameSeed() throws IOException {
    Path first = generated("first", 7);
    Path second = generated("second", 7);

    assertThat(listing(first)).isEqualTo(listing(second)).hasSizeGreaterThan(150);
    assertThat(listing(generated("third", 8))).isNotEqualTo(listing(first));
  }

  @Test
  void finishesATreeThatIsThereInPart() throws IOException {
    Path whole = generated("whole", 7);
    Path part = generated("part", 7);
    Files.delete(part.resolve("odd/links/second"));
    Files.delete(part.resolve("odd/shapes/sparse"));

    new TreeGenerator(7).generate(part, 60);
    assertThat(listing(part)).isEqualTo(listing(whole));
  }

  @Test
  void makesAsManyRecordingsAndVoicemailsAsAsked() throws IOException {
    Path root = generated("tree", 7);

    List<Path> files = new ArrayList<>();
    for (String part : List.of("recordings", "voicemail")) {
      try (Stream<Path> all = Files.walk(root.resolve(part))) {
        all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
            .filter(path -> !path.getFileName().toString().startsWith("kept-"))
            .forEach(files::add);
      }
    }
    assertThat(files).hasSize(60);
  }

  @Test
  void holdsTheOddThings() throws IOException {
    Path odd = generated("tree", 7).resolve("odd");

    assertThat(odd.resolve("names/two\nlines.wav")).exists();
    assertThat(Files.isSymbolicLink(odd.resolve("links/dangling"))).isTrue();
    assertThat(Files.exists(odd.resolve("links/dangling"))).isFalse();
    assertThat(Files.getAttribute(odd.resolve("links/first"), "unix:nlink")).isEqualTo(3);
    assertThat(Files.getLastModifiedTime(odd.resolve("times/last-nano-of-1969")).toInstant())
        .hasToString("1969-12-31T23:59:59.999999999Z");
    assertThat(Files.size(odd.resolve("shapes/sparse"))).isEqualTo(8L << 20);
    assertThat(Files.getAttribute(odd.resolve("modes/mode-4755"), "unix:mode"))
        .isEqualTo(0104755);
  }

  @Test
  void staysSmallEnoughForADemo() throws IOException {
    Path root = Files.createDirectory(directory.resolve("many"));

    assertThat(new TreeGenerator(20261123L).generate(root, 1_000)).isBetween(10_000_000L,
        30_000_000L);
  }

  private Path generated(String name, long seed) throws IOException {
    Path root = Files.createDirectory(directory.resolve(name));
    new TreeGenerator(seed).generate(root, 60);
    return root;
  }

  private static Map<String, String> listing(Path root) throws IOException {
    Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        listing.put(path.toUri().getRawPath().substring(root.toUri().getRawPath().length()),
            new TreeMap<>(
                Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS)).toString());
      }
    }
    return listing;
  }
}
