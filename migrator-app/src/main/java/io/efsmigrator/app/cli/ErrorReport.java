package io.efsmigrator.app.cli;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Two lines for the operator, the stack trace for the log. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  // Names of customers' calls may stand in messages, so nobody else reads the log.
  private static final FileAttribute<?> FOLDER = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Clock clock;

  ErrorReport(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine,
      @Nullable ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    Optional<Path> log = log(e, commandLine);
    if (e instanceof OperatorError error) {
      print(err, error.what(), error.remedy());
      return error.exitCode().code();
    }
    print(err, "unexpected: " + e,
        log.map(file -> "See " + file + "; `migrator restart` is safe to try.")
            .orElse("`migrator restart` is safe to try."));
    return ExitCode.FAILED.code();
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    String similar = UnmatchedArgumentException.printSuggestions(e,
        new PrintWriter(PrintWriter.nullWriter()))
            ? String.join(" or ", ((UnmatchedArgumentException) e).getSuggestions())
            : "";
    String remedy = similar.isEmpty()
        ? "See `" + commandLine.getCommandSpec().qualifiedName() + " --help`."
        : "Did you mean " + similar + "?";
    print(commandLine.getErr(), String.valueOf(e.getMessage()), remedy);
    return ExitCode.USAGE.code();
  }

  static void print(PrintWriter err, String what, String remedy) {
    err.println("error: " + Printable.text(what));
    err.println("fix:   " + Printable.text(remedy));
    err.flush();
  }

  /** Only into a state folder that is there: a mistyped --state makes no folder. */
  private Optional<Path> log(Exception e, CommandLine commandLine) {
    if (!(commandLine.getCommand() instanceof HasState command)) {
      return Optional.empty();
    }
    try {
      Path state = command.state().stateFolder(System.getenv());
      if (!Files.isDirectory(state)) {
        return Optional.empty();
      }
      Path log = Files.createDirectories(state.resolve("logs"), FOLDER).resolve("errors.log");
      if (!Files.exists(log)) {
        Files.createFile(log, FILE);
      }
      try (PrintWriter writer = new PrintWriter(
          Files.newBufferedWriter(log, StandardOpenOption.APPEND))) {
        writer.println(clock.instant() + " " + commandLine.getCommandName());
        e.printStackTrace(writer);
      }
      return Optional.of(log);
    } catch (IOException | RuntimeException unwritable) {
      // A full disk must not hide the error it caused.
      return Optional.empty();
    }
  }
}
