package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator history}: what ran, when, and how it ended. */
@Command(name = "history", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator history",
  "  migrator history 1 --problems -o csv"}, description = {
    "Shows every execution, or the steps of one.",
    "Works while a job runs."})
final class HistoryCommand implements Callable<Integer>, HasState {

  @Mixin
  final StateOptions state = new StateOptions();

  @Parameters(arity = "0..1", paramLabel = "EXECUTION", description = "Show the steps of this one.")
  @Nullable
  Long execution;

  @ArgGroup
  Part part = new Part();

  @Option(names = "--status", paramLabel = "STATUS", split = ",", description = "Only what has one of these, such as FAILED,STOPPED.")
  List<String> statuses = new ArrayList<>();

  @Option(names = "--since", paramLabel = "TIME", description = "Only what began then or later: 2026-11-28, 2026-11-28T22:00 (here), 12h or 7d ago.")
  @Nullable
  String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only what began before; a day belongs to it.")
  @Nullable
  String until;

  @Option(names = {"-o",
    "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "table, json or csv (default: ${DEFAULT-VALUE}).")
  Output output = Output.TABLE;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Clock clock;

  HistoryCommand(Clock clock) {
    this.clock = clock;
  }

  /** At most one of them. */
  static final class Part {
    @Option(names = "--steps", description = "Steps of all executions, or of EXECUTION.")
    boolean steps;

    @Option(names = "--partitions", description = "Partitions of the steps.")
    boolean partitions;

    @Option(names = "--problems", description = "Problems that are still open.")
    boolean problems;

    @Option(names = "--findings", description = "What preflight found.")
    boolean findings;

    @Option(names = "--commands", description = "Commands that were run on nodes, secrets masked.")
    boolean commands;

    Topic topic(Topic otherwise) {
      if (steps) {
        return Topic.STEPS;
      }
      if (partitions) {
        return Topic.PARTITIONS;
      }
      if (problems) {
        return Topic.PROBLEMS;
      }
      if (commands) {
        return Topic.NODE_JOBS;
      }
      return findings ? Topic.FINDINGS : otherwise;
    }
  }

  @Override
  public Integer call() {
    RepositorySettings repository = state.repository();
    Clock here = clock.withZone(ZoneId.systemDefault());
    Topic topic = part.topic(execution == null ? Topic.JOBS : Topic.STEPS);
    Rows rows;
    String unlisted;
    try (
        HistoryQueries history = History.open(repository.stateDirectory(), repository.databaseUrl(),
            System.getenv())) {
      if (execution != null && history.ask(Question.of(Topic.JOBS, execution)).cells().isEmpty()) {
        throw new OperatorError(ExitCode.USAGE, "there is no execution " + execution,
            "See `migrator history`.");
      }
      rows = wanted(topic, history.ask(about(topic)), here);
      unlisted = topic == Topic.PROBLEMS
          ? HistoryTables.unlisted(history.ask(about(Topic.PROBLEM_COUNTS)))
          : "";
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TABLE -> out.print(HistoryTables.of(topic, rows)
          + HistoryTables.zone(topic, rows, here) + unlisted);
      case JSON -> RowsPrinter.json(out, rows);
      case CSV -> RowsPrinter.csv(out, rows);
    }
    return ExitCode.COMPLETED.code();
  }

  private Rows wanted(Topic topic, Rows rows, Clock here) {
    try {
      return HistoryFilter.of(statuses, Period.of(since, until, here), here.getZone()).of(topic,
          rows);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Question about(Topic topic) {
    return execution == null ? Question.all(topic) : Question.of(topic, execution);
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
