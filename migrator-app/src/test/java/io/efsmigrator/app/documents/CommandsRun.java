package io.efsmigrator.app.documents;

import io.efsmigrator.app.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes down which commands the tests have run, and how each ended.
 *
 * <p>Every command that is run in the JVM of a test goes through here, held by a rule of the tests,
 * and most that are started as processes. Each JVM appends to a file of its own, a line a command:
 * exit code and words, with tabs between them. {@link CommandsRunCheck} reads them when all tests
 * are over.
 */
public final class CommandsRun {

  private static final Path FOLDER = Path.of("target", "commands-run").toAbsolutePath();

  /** A command that was run, and the exit code it ended with. */
  record Run(int exitCode, List<String> words) {
    Run {
      words = List.copyOf(words);
    }
  }

  private final Cli cli;

  private CommandsRun(Cli cli) {
    this.cli = cli;
  }

  /** This command line, with a record of it. */
  public static CommandsRun of(Cli cli) {
    return new CommandsRun(cli);
  }

  /** Runs one command in this JVM and tells its exit code. */
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    int code = cli.run(out, err, arguments);
    write(code, List.of(arguments));
    return code;
  }

  /** Writes down how the launcher, started with these words, will have ended. */
  public static Process watched(Process process, List<String> words) {
    // Nobody waits for it: the process has long ended when the tests are over.
    var _ = process.onExit().thenAccept(ended -> write(ended.exitValue(), words));
    return process;
  }

  /** Where this JVM writes, for scripts that add lines of their own. */
  public static Path file() throws IOException {
    return Files.createDirectories(FOLDER).resolve(ProcessHandle.current().pid() + ".tsv");
  }

  /** What was run since then, each once. */
  static Set<Run> since(Instant begin) throws IOException {
    Set<Run> runs = new LinkedHashSet<>();
    if (!Files.isDirectory(FOLDER)) {
      return runs;
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
          Files.readAllLines(file).forEach(line -> runs.add(run(line)));
        }
      }
    }
    return runs;
  }

  private static Run run(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    return new Run(Integer.parseInt(fields.getFirst()), fields.subList(1, fields.size()));
  }

  private static synchronized void write(int code, List<String> words) {
    List<String> fields = new ArrayList<>(List.of(Integer.toString(code)));
    words.forEach(word -> fields.add(word.replaceAll("[^ -~]", "?")));
    try {
      Files.writeString(file(), String.join("\t", fields) + "\n", StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
