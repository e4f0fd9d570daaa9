package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.StatusReport.Runner;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator status}: where it stands now. */
@Command(name = "status", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator status --watch",
  "  migrator status -c migration.yaml -o json"}, description = {
    "Shows the last execution, problems, and what is owed.",
    "Works while a job runs and cannot harm it."})
final class StatusCommand implements Callable<Integer>, HasState {

  private static final int WATCH_SECONDS = 2;
  private static final int MOST_FAILURES = 5;

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = "--watch", description = "Follow the run until it ends, as its own terminal shows it; -o json: one JSON object a line.")
  boolean watch;

  @Option(names = {"-o",
    "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "table, json or csv (default: ${DEFAULT-VALUE}).")
  Output output = Output.TABLE;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Clock clock;

  StatusCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (watch && output == Output.CSV) {
      throw new ParameterException(spec.commandLine(), "csv cannot be watched: use -o json");
    }
    RepositorySettings repository = state.repository();
    if (watch) {
      watch(repository);
    } else {
      look(repository, OptionalLong.empty(), this::print);
    }
    return ExitCode.COMPLETED.code();
  }

  private void watch(RepositorySettings repository) throws InterruptedException {
    Clock here = clock.withZone(ZoneId.systemDefault());
    // Before the screen is taken: whatever is wrong is said on one that is nobody's.
    Optional<Row> found = look(repository, OptionalLong.empty(), (history, job, runner) -> {
      if (runner == Runner.NONE) {
        print(history, job, runner);
      }
    });
    if (found.isEmpty()) {
      return;
    }
    OptionalLong execution = OptionalLong.of(found.get().number("job_execution_id"));
    try (RunView view = Views.of(
        output == Output.JSON ? Views.LogFormat.JSON : Views.LogFormat.TEXT,
        spec.commandLine().getOut(), here, System.getenv())) {
      Watch watched = new Watch(execution.getAsLong(), view, here);
      int failures = 0;
      boolean running = true;
      while (running) {
        try {
          running = look(repository, execution, (history, job, runner) -> watched.look(history))
              .isPresent();
          failures = 0;
        } catch (OperatorError e) {
          // It may be ending, or another one may be taking over, right now.
          if (++failures > MOST_FAILURES) {
            throw e;
          }
        }
        if (running) {
          TimeUnit.SECONDS.sleep(WATCH_SECONDS);
        }
      }
      if (view instanceof JsonLines lines) {
        look(repository, execution, (history, job, runner) -> lines.ended(job.text("status"),
            ExitCode.COMPLETED.code(), job.text("exit_message")));
        return;
      }
    }
    look(repository, execution, this::print);
  }

  /** What is done with a look. */
  @FunctionalInterface
  private interface Look {
    void at(HistoryQueries history, Row job, Runner runner);
  }

  /** The execution that was looked at, if something works on it. */
  private Optional<Row> look(RepositorySettings repository, OptionalLong execution, Look look) {
    Optional<String> migration = state.config().map(config -> config.plan().id().toString());
    try (
        HistoryQueries history = History.open(repository.stateDirectory(), repository.databaseUrl(),
            System.getenv())) {
      List<Row> jobs = history.ask(Question.all(Topic.JOBS)).rows();
      Row job = jobs.reversed().stream()
          .filter(one -> execution.isEmpty()
              || one.number("job_execution_id") == execution.getAsLong())
          .filter(one -> migration.isEmpty() || one.text("migration_id").equals(migration.get())
              || one.text("migration_id").startsWith(migration.get() + ".archive-"))
          .findFirst()
          .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
              "nothing was launched yet in " + repository.stateDirectory()
                  + migration.map(id -> " for " + id).orElse(""),
              "Start with `migrator launch -c FILE`."));
      boolean running = History.runs(history, job);
      look.at(history, job, running ? Runner.RUNNING : Runner.NONE);
      return running ? Optional.of(job) : Optional.empty();
    }
  }

  private void print(HistoryQueries history, Row job, Runner runner) {
    PrintWriter out = spec.commandLine().getOut();
    Rows steps = history.ask(Question.of(Topic.STEPS, job.number("job_execution_id")));
    switch (output) {
      case JSON -> RowsPrinter.json(out, tables(history, job, steps));
      case CSV -> RowsPrinter.csv(out, tables(history, job, steps));
      case TABLE -> out.print(new StatusReport(history, job, steps, runner,
          clock.withZone(ZoneId.systemDefault())));
    }
    out.flush();
  }

  /** What a program reads: money that nobody looks at is the one thing it must not miss. */
  private static SequencedMap<String, Rows> tables(HistoryQueries history, Row job,
      Rows steps) {
    SequencedMap<String, Rows> tables = new LinkedHashMap<>();
    tables.put("job", new Rows(job.columns(), List.of(job.cells())));
    tables.put("steps", steps);
    tables.put("owed", OwedLines.open(history.ask(Question.all(Topic.OBLIGATIONS))));
    return tables;
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
