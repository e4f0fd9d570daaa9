package io.efsmigrator.app.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The short form of a command: brackets are options, bars choices, dots repeat.
 *
 * <p>{@code copy SOURCE TARGET [--delete] [--xattrs auto|off]} stands for four lines: the command
 * without any of them, and with each by itself.
 */
record Synopsis(String text) {

  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]…?");

  List<String> lines() {
    String always = OPTIONAL.matcher(text).replaceAll("").strip();
    List<String> lines = new ArrayList<>(choices(always));
    OPTIONAL.matcher(text).results()
        .flatMap(part -> Stream.of(part.group(1).split(" \\| ", -1)))
        .flatMap(part -> choices(part).stream())
        .forEach(part -> lines.add(always + " " + part));
    return lines;
  }

  /** A line for each word of {@code auto|off}. */
  private static List<String> choices(String part) {
    List<String> lines = List.of("");
    for (String word : part.split(" +", -1)) {
      // A quoted text is no choice, and neither is a bar by itself.
      List<String> choices = word.matches("[-\\w|]+")
          ? List.of(word.split("\\|", -1))
          : List.of(word);
      lines = lines.stream().flatMap(
          line -> choices.stream().map(choice -> (line + " " + choice).strip())).toList();
    }
    return lines;
  }
}
