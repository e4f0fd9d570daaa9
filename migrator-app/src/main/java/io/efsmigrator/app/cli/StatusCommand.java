package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrator status}: where it stands now. */
@Command(name = "status", mixinStandardHelpOptions = true, sortOptions = false, description = {
  "Shows the last execution, problems, and what is owed.",
  "Works while a job runs and cannot harm it."})
final class StatusCommand implements Callable<Integer>, HasState {

  private static final int WATCH_SECONDS = 2;

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = "--watch", description = "Show it again every two seconds, until nothing runs.")
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
    RepositorySettings repository = state.repository();
    while (show(repository) && watch) {
      TimeUnit.SECONDS.sleep(WATCH_SECONDS);
      spec.commandLine().getOut().println();
    }
    return ExitCode.COMPLETED.code();
  }

  /** Whether something runs. */
  private boolean show(RepositorySettings repository) {
    Optional<String> migration = state.config().map(config -> config.plan().id().toString());
    try (
        HistoryQueries history = History.open(repository.stateDirectory(), repository.databaseUrl(),
            System.getenv())) {
      List<Rows.Row> jobs = history.ask(Question.all(Topic.JOBS)).rows();
      Rows.Row job = jobs.reversed().stream()
          .filter(one -> migration.isEmpty() || one.text("migration_id").equals(migration.get())
              || one.text("migration_id").startsWith(migration.get() + ".archive-"))
          .findFirst()
          .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
              "nothing was launched yet in " + repository.stateDirectory()
                  + migration.map(id -> " for " + id).orElse(""),
              "Start with `migrator launch -c FILE`."));
      boolean running = job.text("status").startsWith("START")
          && (history instanceof Owner || (!repository.isH2() && heldLease(history, job)));
      print(history, job, running);
      return running;
    }
  }

  private static boolean heldLease(HistoryQueries history, Rows.Row job) {
    return history.ask(Question.of(Topic.LEASES, job.number("job_execution_id"))).rows().stream()
        .anyMatch(lease -> !lease.text("owner").isEmpty());
  }

  private void print(HistoryQueries history, Rows.Row job, boolean running) {
    PrintWriter out = spec.commandLine().getOut();
    Rows steps = history.ask(Question.of(Topic.STEPS, job.number("job_execution_id")));
    switch (output) {
      case JSON -> RowsPrinter.json(out, tables(history, job, steps));
      case CSV -> RowsPrinter.csv(out, tables(history, job, steps));
      case TABLE -> out.print(new StatusReport(history, job, steps,
          running ? StatusReport.Runner.RUNNING : StatusReport.Runner.NONE, clock.instant()));
    }
    out.flush();
  }

  /** What a program reads: money that nobody looks at is the one thing it must not miss. */
  private static SequencedMap<String, Rows> tables(HistoryQueries history, Rows.Row job,
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
