package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the documents say of commands and options is what there is. */
class CommandReferenceTests {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z0-9][a-z0-9-]*");
  private static final Pattern COMMAND = Pattern.compile("`(?:\\./)?migrator ([a-z]+)");

  private final Set<String> commands = new TreeSet<>();
  private final Set<String> options = new TreeSet<>();

  CommandReferenceTests() {
    collect("", Cli.all());
  }

  @Test
  void theReferenceHasEveryCommandAndOption() throws IOException {
    String reference = Files.readString(DOCS.resolve("cli.md"));

    assertThat(commands).allSatisfy(name -> assertThat(reference).contains("`" + name));
    assertThat(found(OPTION, reference)).containsAll(options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli.md", "guide.md", "configuration.md", "runbook.md",
    "troubleshooting.md", "tutorial.md"})
  void noDocumentNamesACommandThatIsNotThere(String document) throws IOException {
    Set<String> roots = commands.stream().map(name -> name.split(" ", -1)[0])
        .collect(Collectors.toSet());

    assertThat(Stream.concat(roots.stream(), Stream.of("help")).toList())
        .containsAll(found(COMMAND, Files.readString(DOCS.resolve(document))));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results()
        .map(found -> found.group(found.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void collect(String name, CommandLine command) {
    if (!name.isEmpty() && command.getSubcommands().isEmpty() && !name.equals("help")) {
      commands.add(name);
    }
    command.getCommandSpec().options().forEach(option -> Stream.of(option.names())
        .filter(word -> word.startsWith("--") && !word.matches("--(help|version)"))
        .forEach(options::add));
    command.getSubcommands()
        .forEach((sub, child) -> collect(name.isEmpty() ? sub : name + " " + sub, child));
  }
}
