package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Every help text, on the terminal that everybody has. */
class HelpTests {

  private static final int COLUMNS = 80;

  static Stream<String> commands() {
    return all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fitsEightyColumns(String name) {
    assertThat(command(name).getUsageMessage().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void showsExamplesThatTheCommandTakes(String name) {
    String[] examples = command(name).getCommandSpec().usageMessage().footer();

    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      String[] words = example.strip().replaceAll("'[^']*'", "text").split(" ");
      CommandLine.ParseResult parsed = Cli.all().setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(
              Stream.of(words).skip(1).toArray(String[]::new));
      assertThat(example).startsWith("  migrator ");
      assertThat(parsed.hasSubcommand()).as(example).isTrue();
    }
  }

  private static CommandLine command(String name) {
    return Objects.requireNonNull(all().get(name));
  }

  private static Map<String, CommandLine> all() {
    Map<String, CommandLine> commands = new TreeMap<>();
    collect(Cli.all(), commands);
    return commands;
  }

  private static void collect(CommandLine command, Map<String, CommandLine> commands) {
    // picocli's own; whoever asks for help about help gets what it says.
    if (!(command.getCommand() instanceof HelpCommand)) {
      commands.put(command.getCommandSpec().qualifiedName(), command);
      command.getSubcommands().values().forEach(sub -> collect(sub, commands));
    }
  }
}
