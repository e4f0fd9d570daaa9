package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every command block of README and docs is run as it stands.
 *
 * <p>{@code console} blocks are run here, those of one document after each other in one folder;
 * {@code console ci} blocks, which take minutes, are those that {@code .ci/run} runs.
 */
@Execution(ExecutionMode.CONCURRENT)
class DocsIntegrationTests {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+[^\\n]*)\\n(.*?)^```$");
  private static final Pattern COMMENT = Pattern.compile(" +#.*");
  private static final int PATIENCE_MINUTES = 3;

  @TempDir
  Path folder;

  private record Block(Path document, String kind, String text) {}

  @Test
  void everyBlockOfTheDocumentsRuns() throws Exception {
    List<Block> here = new ArrayList<>();
    for (Block block : blocks()) {
      switch (block.kind()) {
        case "console" -> here.add(block);
        case "console ci" -> assertThatCiRuns(block);
        default -> assertThat(block.kind()).as("in %s", block.document())
            .isIn("yaml", "sql", "json", "text", "java");
      }
    }

    assertThat(here).isNotEmpty();
    for (Path document : here.stream().map(Block::document).distinct().toList()) {
      run(document, here.stream().filter(block -> block.document().equals(document)).toList());
    }
  }

  private void run(Path document, List<Block> blocks) throws Exception {
    Path workplace = Files.createDirectories(folder.resolve(document.getFileName().toString()));
    Files.createSymbolicLink(workplace.resolve("migrator"), ROOT.resolve("migrator"));
    Path script = Files.writeString(workplace.resolve("blocks.sh"),
        "set -euo pipefail\n" + String.join("", blocks.stream().map(Block::text).toList()));
    Path output = workplace.resolve("output.txt");
    ProcessBuilder bash = new ProcessBuilder("bash", "-x", script.toString())
        .directory(workplace.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    bash.environment().put("EFS_MIGRATOR_NO_BUILD", "1");
    bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = bash.start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s:%n%s", document, Files.readString(output)).isTrue();
  }

  private static void assertThatCiRuns(Block block) throws IOException {
    String ci = Files.readString(ROOT.resolve(".ci/run"));
    for (String line : block.text().lines().toList()) {
      String command = COMMENT.matcher(line).replaceFirst("");
      List<String> words = List.of(command.strip().split(" +", -1));
      assertThat(ci).as("%s: %s", block.document(), line)
          .contains(String.join(" ", words.subList(0, Math.min(2, words.size()))));
    }
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path document : documents()) {
      BLOCK.matcher(Files.readString(document)).results().forEach(
          found -> blocks.add(new Block(document, found.group(1).strip(), found.group(2))));
    }
    return blocks;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("db/README.md")),
          files.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
    }
  }
}
