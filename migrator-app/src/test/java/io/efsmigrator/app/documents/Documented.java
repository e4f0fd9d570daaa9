package io.efsmigrator.app.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A command that people are told to type, and where.
 *
 * <p>Markdown has them in inline code, our own sources in what errors and help texts say, the help
 * texts in their examples; manual pages are made of the same annotations.
 *
 * @param whole false for inline code that begins with the command itself, such as
 *     {@code history --problems}: it names an option and may leave out what else is needed
 */
record Documented(String where, String text, boolean whole) {

  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
  private static final Pattern REMEDY = Pattern.compile("`((?:\\./)?migrator [^`\n]*)`");
  private static final Pattern UNIT = Pattern.compile("(?m)^ExecStart=/usr/bin/(migrator .*)$");
  private static final Pattern PROGRAM = Pattern
      .compile("(?:source <\\()?(?:\\./)?migrator +([^)]*)\\)?");
  /** Parts of one text in two literals, and a value between two of them. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern VALUE = Pattern.compile("\" \\+ [^\"\n]+ \\+ \"");

  static List<Documented> all() throws IOException {
    List<Documented> all = new ArrayList<>();
    for (Path document : Documents.markdown()) {
      all.addAll(found(document, INLINE, Documents.prose(document).replace("\\|", "|")));
    }
    for (Path source : Documents.files(".java")) {
      String joined = JOINED.matcher(Documents.read(source)).replaceAll("");
      all.addAll(found(source, REMEDY, VALUE.matcher(joined).replaceAll("1")));
    }
    for (Path unit : Documents.files(".service")) {
      all.addAll(found(unit, UNIT, Documents.read(unit).replace("%i", "NAME")));
    }
    examples(Invocation.COMMANDS, all);
    return all;
  }

  private static List<Documented> found(Path file, Pattern pattern, String text) {
    String where = Documents.ROOT.relativize(file).toString();
    return pattern.matcher(text).results().map(found -> found.group(1).replaceAll("\\s+", " "))
        .flatMap(code -> of(where, code)).distinct().toList();
  }

  private static Stream<Documented> of(String where, String code) {
    MatchResult program = PROGRAM.matcher(code).results().findFirst().orElse(null);
    if (program != null && program.start() == 0) {
      return Stream.of(new Documented(where, program.group(1), true));
    }
    String[] words = code.split(" ", -1);
    boolean command = words.length > 1
        && Invocation.COMMANDS.getSubcommands().containsKey(words[0]);
    // Only the reference has the commands in full without the name of the program.
    return command ? Stream.of(new Documented(where, code, code.contains("["))) : Stream.empty();
  }

  private static void examples(CommandLine command, List<Documented> all) {
    for (String example : command.getCommandSpec().usageMessage().footer()) {
      all.addAll(
          of("help of " + command.getCommandSpec().qualifiedName(), example.strip()).toList());
    }
    command.getSubcommands().values().forEach(sub -> examples(sub, all));
  }

  /** Whether it can be typed as it stands; what else there is names a command or its options. */
  boolean isExample() {
    return whole && !text.contains("[") && !new Example(text, whole).isName();
  }

  /** What has to be run for it: one thing for an example, many for a line with brackets. */
  List<Invocation> invocations() {
    return new Synopsis(text).lines().stream().map(line -> new Example(line, whole).invocation())
        .distinct().toList();
  }
}
