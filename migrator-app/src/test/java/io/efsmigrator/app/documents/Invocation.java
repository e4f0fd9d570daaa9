package io.efsmigrator.app.documents;

import io.efsmigrator.app.cli.Cli;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What one command line asks for: a command, options by their longest names, a number of operands.
 *
 * <p>Options that choose from a list have the choice as their value, others an empty text: that a
 * limit was 20 or 30 makes no other command of it.
 */
record Invocation(String command, Map<String, String> options, int operands) {

  /** Made once: reading all annotations takes longer than the words. */
  static final CommandLine COMMANDS = Cli.all().setCaseInsensitiveEnumValuesAllowed(true);

  private static final Set<String> NEUTRAL = Set.of("--config", "--state", "--db", "--output",
      "--quiet", "--log-format", "--yes", "--files", "--dir", "--port",
      "--address", "--soak");

  Invocation {
    options = Map.copyOf(options);
  }

  /** Reads the words as the program itself does, and throws what it would throw. */
  static Invocation of(List<String> words) {
    List<String> names = new ArrayList<>();
    Map<String, String> options = new TreeMap<>();
    int operands = 0;
    ParseResult parsed = COMMANDS.parseArgs(words.toArray(String[]::new));
    for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
      at.matchedOptions().forEach(option -> options.put(option.longestName(), choice(option)));
      operands += at.matchedPositionals().size();
      if (at.hasSubcommand()) {
        names.add(at.subcommand().commandSpec().name());
      }
    }
    return new Invocation(String.join(" ", names), options, operands);
  }

  /**
   * Whether one of these runs was this command with these options, and ended as it should.
   *
   * <p>Exactly this: it may still have had what makes no other command of it: where the state is,
   * how the output looks, how large a demo is, which port.
   */
  boolean wasRun(Map<Invocation, Set<Integer>> runs, boolean exactly) {
    return runs.entrySet().stream().anyMatch(run -> run.getKey().covers(this)
        && (!exactly || run.getKey().isHardlyMoreThan(this))
        && run.getValue().stream().anyMatch(exitCodes()::contains));
  }

  private boolean covers(Invocation wanted) {
    return command.equals(wanted.command)
        && wanted.options.entrySet().stream().allMatch(option -> option.getValue().isEmpty()
            ? options.containsKey(option.getKey())
            : option.getValue().equals(options.get(option.getKey())));
  }

  private boolean isHardlyMoreThan(Invocation wanted) {
    return operands == wanted.operands && options.keySet().stream()
        .allMatch(name -> wanted.options.containsKey(name) || NEUTRAL.contains(name));
  }

  /** What this command ends with where nothing is wrong. */
  private Set<Integer> exitCodes() {
    return switch (command) {
      // Up to a step, to an approval, or to the end of its window: a good end as well.
      case "launch" -> options.containsKey("--until") ? Set.of(3) : Set.of(0, 3);
      case "restart" -> Set.of(0, 3);
      case "copy" ->
        options.containsKey("--window") || options.containsKey("--zone") ? Set.of(0, 3) : Set.of(0);
      // Nothing is confirmed: it shows what stands against it.
      case "decommission" ->
        options.containsKey("--confirm") || options.isEmpty() ? Set.of(0) : Set.of(5);
      case "rollback" -> options.containsKey("--confirm") || options.containsKey("--dry-run")
          || options.isEmpty() ? Set.of(0) : Set.of(5);
      // It goes on until a signal ends it.
      case "serve" -> Set.of(130, 143);
      default -> Set.of(0);
    };
  }

  @Override
  public String toString() {
    String words = new TreeMap<>(options).entrySet().stream()
        .map(option -> " " + option.getKey() + " " + option.getValue()).reduce("", String::concat);
    return (command + words).replaceAll(" +", " ").strip() + " #" + operands;
  }

  private static String choice(OptionSpec option) {
    return option.type().isEnum()
        ? option.originalStringValues().getLast().toLowerCase(Locale.ROOT)
        : "";
  }
}
