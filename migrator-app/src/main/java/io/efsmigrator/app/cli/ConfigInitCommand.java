package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator config init}: a migration file from answers, that {@code config check} takes. */
@Command(name = "init", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator config init migration.yaml"}, description = {
    "Asks what a migration has to know, and writes its file.",
    "An empty line takes what stands in brackets. Answers may be piped in, one a line.",
    "Never writes over a file."})
final class ConfigInitCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "FILE", defaultValue = "migration.yaml", description = "Where to write it (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  Path file;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    write(new Interview(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out,
        Terminal.console().isPresent() ? Interview.Mistake.ASK_AGAIN : Interview.Mistake.GIVE_UP));
    String name = Printable.text(file.toString());
    out.println();
    out.println("wrote " + name);
    out.println("next:  migrator plan -c " + name);
    return ExitCode.COMPLETED.code();
  }

  void write(Interview interview) throws IOException {
    // Asked first: nobody should answer twenty questions for nothing.
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists();
    }
    String text = NewMigration.ask(interview);
    MigrationFile.parse(file, text);
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists();
    }
  }

  private OperatorError exists() {
    return new OperatorError(ExitCode.USAGE, file + " is there already",
        "Name another file, or edit that one; `migrator config check` says whether it is right.");
  }
}
