package io.efsmigrator.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.documents.Documents.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every command block of every Markdown file is run as it stands, and every other block says what
 * it is.
 *
 * <p>{@code console} blocks are run here: first the tutorial, then the other documents in the folder
 * that it leaves. {@code console ci} blocks, which take minutes, are those that {@code .ci/run}
 * runs; {@code console bench} blocks measure something, and are compared with what they start.
 */
@Execution(ExecutionMode.CONCURRENT)
class DocsIntegrationTests {

  private static final String TUTORIAL = "tutorial.md";
  private static final Pattern COMMENT = Pattern.compile(" +#.*");
  private static final Pattern COMMAND = Pattern
      .compile("(?m)^(\\$ )?((\\./)?migrator|mvn|java|bench/\\w+) ");

  @TempDir
  Path folder;

  @Test
  void everyBlockIsOfAKnownKind() throws Exception {
    assertThat(Documents.blocks()).isNotEmpty();
    for (Block block : Documents.blocks()) {
      assertThat(block.kind()).as("kind of a block in %s:%n%s", block.document(), block.text())
          .isIn("console", "console ci", "console bench", "yaml", "sql", "json", "text", "java");
      if (!block.kind().startsWith("console")) {
        assertThat(block.text()).as("in %s", block.document()).doesNotContainPattern(COMMAND);
      }
    }
  }

  @Test
  void everyBlockOfCommandsRuns() throws Exception {
    Workplace workplace = new Workplace(folder);
    List<Path> documents = blocks("console").map(Block::document).distinct()
        .sorted((a, b) -> Boolean.compare(b.endsWith(TUTORIAL), a.endsWith(TUTORIAL))).toList();

    assertThat(documents).isNotEmpty();
    for (Path document : documents) {
      workplace.run(document, blocks("console")
          .filter(block -> block.document().equals(document)).map(Block::text).toList());
    }
  }

  @Test
  void everyLongCommandIsThatOfTheBuildServer() throws Exception {
    List<String> ci = Documents.read(Documents.ROOT.resolve(".ci/run")).lines().toList();

    List<String> lines = lines("console ci");
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      // All its words and no others but Maven's; there, output goes to files, and D is a variable.
      String words = Stream.of(line.replaceAll(" &$", "").split(" +", -1))
          .map(word -> word.matches("D(/.*)?")
              ? "\"?\\$" + Pattern.quote(word) + "\"?"
              : Pattern.quote(word))
          .reduce((a, b) -> a + (a.equals(Pattern.quote("mvn")) ? "( -B| -ntp)*" : "") + " " + b)
          .orElseThrow();
      assertThat(ci.stream().anyMatch(there -> there.matches("\\s*" + words + "( (2?>|[|&]).*)?")))
          .as("in .ci/run: %s", line).isTrue();
    }
  }

  @Test
  void everyMeasurementCanBeStarted() throws Exception {
    List<String> lines = lines("console bench");

    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      MeasuringScripts.check(line);
    }
  }

  private static Stream<Block> blocks(String kind) throws Exception {
    return Documents.blocks().stream().filter(block -> block.kind().equals(kind));
  }

  /** Without comments, and with a backslash at the end of a line undone. */
  private static List<String> lines(String kind) throws Exception {
    return blocks(kind).flatMap(block -> block.text().replaceAll("\\\\\n *", "").lines())
        .map(line -> COMMENT.matcher(line).replaceFirst("").strip()).toList();
  }
}
