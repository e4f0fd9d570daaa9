package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.app.report.ReportFile;
import io.efsmigrator.app.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator report}: what happened, as one file to read in the morning and to hand on. */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator report --file night.html"}, description = {
    "Writes what is known of a migration into one HTML file that needs no network.",
    "Works while a job runs."})
final class ReportCommand implements Callable<Integer>, HasState {

  /** What is written, and for whom. */
  enum Format {
    HTML, JSON
  }

  @Mixin
  final StateOptions state = new StateOptions();

  @Parameters(arity = "0..1", paramLabel = "EXECUTION", description = "Report on the migration of this one (default: the last).")
  @Nullable
  Long execution;

  @Option(names = "--file", paramLabel = "PATH", description = "Where the page goes (default: reports/MIGRATION.html in the state folder).")
  @Nullable
  Path file;

  @Option(names = {"-o",
    "--output"}, paramLabel = "FORMAT", defaultValue = "html", description = "html, or json to the terminal (default: ${DEFAULT-VALUE}).")
  Format output = Format.HTML;

  @Option(names = "--sha256sums", paramLabel = "PATH", description = "Also write the SHA-256 of every file copied, for `sha256sum -c` in the target.")
  @Nullable
  Path hashes;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Clock clock;

  ReportCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    RepositorySettings repository = state.repository();
    Report report = read(repository);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case JSON -> RowsPrinter.json(out, report.tables());
      case HTML -> {
        Path page = file == null
            ? repository.stateDirectory().resolve("reports").resolve(report.migration() + ".html")
            : file.toAbsolutePath().normalize();
        write(page, new ReportPage(ZoneId.systemDefault()).render(report));
        out.println("report: " + page);
      }
    }
    if (hashes != null) {
      export(hashes.toAbsolutePath().normalize(), report,
          repository.stateDirectory().resolve("runs"));
    }
    return ExitCode.COMPLETED.code();
  }

  private Report read(RepositorySettings repository) {
    try (HistoryQueries history = History.open(repository.stateDirectory(),
        repository.databaseUrl(), System.getenv())) {
      return Report.of(history, chosen(history.ask(Question.all(Topic.JOBS)).rows()),
          repository.stateDirectory().resolve("runs"), clock.instant());
    } catch (IOException e) {
      throw new OperatorError(ExitCode.FAILED,
          "a ledger of the run cannot be read: " + e.getMessage(),
          "Run as the user who launched the migration, on its copy host.", e);
    }
  }

  private Row chosen(List<Row> executions) {
    Optional<String> migration = state.config().map(config -> config.plan().id().toString());
    return executions.reversed().stream()
        .filter(row -> execution == null
            ? migration.isEmpty() || row.text("migration_id").equals(migration.get())
            : row.number("job_execution_id") == execution)
        .findFirst()
        .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
            execution == null ? "nothing was launched yet" : "there is no execution " + execution,
            "See `migrator history`."));
  }

  private void export(Path file, Report report, Path runs) {
    long files;
    try {
      files = Report.exportHashes(report.last(), runs, file);
    } catch (IOException e) {
      throw new OperatorError(ExitCode.FAILED, "the hashes cannot be written: " + e.getMessage(),
          "Choose another place with --sha256sums; while a run is at work, wait for its end.", e);
    }
    if (files == 0) {
      throw new OperatorError(ExitCode.FAILED,
          "no ledger of " + report.migration() + " with a file that was copied is on this machine",
          "Name the execution of a copy or a migration (see `migrator history`), on the copy host.");
    }
    // Standard output may be the JSON of the report.
    spec.commandLine().getErr().println(files + " hashes: " + file);
  }

  private static void write(Path page, String html) {
    try {
      ReportFile.write(page, html);
    } catch (IOException e) {
      throw new OperatorError(ExitCode.FAILED, "the report cannot be written: " + e.getMessage(),
          "Choose another place with --file.", e);
    }
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
