package io.efsmigrator.app.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One line as people read it, with {@code FILE} and {@code fs-…} where they would write their own. */
record Example(String line, boolean whole) {

  private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z:-]*(,…)?|fs-(…|\\.\\.\\.)");
  private static final int MOST_MISSING = 4;

  /** What it asks for; fails as the program would if there is no such option, or a word is missing. */
  Invocation invocation() {
    List<String> words = new ArrayList<>();
    List<String> open = new ArrayList<>();
    WORD.matcher(line).results().map(found -> found.group().replace("'", "")).forEach(word -> {
      boolean placeholder = PLACEHOLDER.matcher(word).matches();
      OptionSpec option = words.isEmpty() ? null : option(words);
      if (placeholder && option != null) {
        open.add(option.longestName());
      }
      words.add(placeholder ? sample(option, word) : word);
    });
    Invocation said = whole && !isName() ? Invocation.of(words) : completed(words);
    TreeMap<String, String> options = new TreeMap<>(said.options());
    open.forEach(name -> options.put(name, ""));
    return new Invocation(said.command(), options, said.operands());
  }

  /** Whether it is a command by its name alone. */
  boolean isName() {
    List<String> words = List.of(line.split(" +", -1));
    return words.size() == commandWords(words);
  }

  /** A name of a command, or of one of its options, need not have all of what else it wants. */
  private static Invocation completed(List<String> words) {
    List<String> more = new ArrayList<>(words);
    int added = 0;
    for (int i = 0;; i++) {
      try {
        Invocation full = Invocation.of(more);
        return new Invocation(full.command(), full.options(), full.operands() - added);
      } catch (MissingParameterException e) {
        ArgSpec missing = e.getMissing().getFirst();
        if (i == MOST_MISSING) {
          throw e;
        }
        if (missing instanceof OptionSpec option) {
          if (!List.of(option.names()).contains(more.getLast())) {
            more.add(option.longestName());
          }
          more.add(sample(option, "FILE"));
        } else {
          more.add("1");
          added++;
        }
      }
    }
  }

  private static int commandWords(List<String> words) {
    return depth(Invocation.COMMANDS, words, 0);
  }

  private static int depth(CommandLine command, List<String> words, int from) {
    CommandLine sub = from < words.size() ? command.getSubcommands().get(words.get(from)) : null;
    return sub == null ? from : depth(sub, words, from + 1);
  }

  /** The option whose value comes next. */
  private static @Nullable OptionSpec option(List<String> words) {
    CommandLine command = Invocation.COMMANDS;
    for (String word : words.subList(0, commandWords(words))) {
      command = Objects.requireNonNull(command.getSubcommands().get(word));
    }
    OptionSpec option = command.getCommandSpec().findOption(words.getLast());
    return option == null || option.arity().max() == 0 ? null : option;
  }

  private static String sample(@Nullable OptionSpec option, String word) {
    if (word.startsWith("fs-")) {
      return "fs-0123456789abcdef0";
    }
    if (option != null && option.type().isEnum()) {
      return String.valueOf(option.type().getEnumConstants()[0]);
    }
    // A number is a name, a folder and a text as well.
    return "1";
  }
}
