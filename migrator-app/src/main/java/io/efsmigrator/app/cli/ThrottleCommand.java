package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrator throttle}: see and change the limits of a run while it goes on. */
@Command(name = "throttle", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator throttle",
  "  migrator throttle --mibps 20 --requests-per-second 500",
  "  migrator throttle --reset"}, description = {
    "Shows and changes the limits of a run, also while it goes on.",
    "N is a number, or `none`. What is set here holds over every restart, until --reset."})
final class ThrottleCommand implements Callable<Integer>, HasState {

  private static final String NONE = "none";

  @Mixin
  final StateOptions state = new StateOptions();

  @Parameters(arity = "0..2", paramLabel = "SOURCE TARGET", description = "The run of these two directories (default: the one of -c, else the one that runs or ran last).")
  List<Path> pair = List.of();

  @Option(names = "--mibps", paramLabel = "N", description = "At most so many MiB a second.")
  @Nullable
  String mibps;

  @Option(names = "--files-per-second", paramLabel = "N", description = "At most so many files a second.")
  @Nullable
  String filesPerSecond;

  @Option(names = "--requests-per-second", paramLabel = "N", description = "At most so many requests to the file systems a second.")
  @Nullable
  String requestsPerSecond;

  @Option(names = "--reset", description = "Go back to what the file or the options of the run say.")
  boolean reset;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  ThrottleCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Map<String, String> asked = asked();
    RepositorySettings repository = state.repository();
    String migration;
    try (HistoryQueries history = open(repository)) {
      migration = migration(history);
    }
    if (!asked.isEmpty()) {
      String actor = System.getProperty("user.name");
      Optional<Owner> owner = repository.isH2()
          ? Owner.of(repository.stateDirectory())
          : Optional.empty();
      if (owner.isPresent()) {
        owner.get().throttle(migration, asked, actor);
      } else {
        launcher.get().throttle(migration, asked, actor, repository);
      }
    }
    try (HistoryQueries history = open(repository)) {
      show(history, migration);
    }
    return ExitCode.COMPLETED.code();
  }

  private Map<String, String> asked() {
    Map<String, String> asked = new LinkedHashMap<>();
    for (PaceLimit limit : PaceLimit.values()) {
      String given = switch (limit) {
        case MIBPS -> mibps;
        case FILES_PER_SECOND -> filesPerSecond;
        case REQUESTS_PER_SECOND -> requestsPerSecond;
      };
      if (given != null) {
        asked.put(limit.word(), checked(limit, given));
      } else if (reset) {
        asked.put(limit.word(), "");
      }
    }
    if (pair.size() == 1) {
      throw new ParameterException(spec.commandLine(), "SOURCE without TARGET");
    }
    return asked;
  }

  private String checked(PaceLimit limit, String value) {
    if (value.equals(NONE)) {
      return value;
    }
    try {
      return Long.toString(PaceLimits.NONE.with(limit, Long.parseLong(value)).of(limit)
          .orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + limit.word() + " must be 1 to "
          + PaceLimit.MAX + ", or none: " + value, e);
    }
  }

  private String migration(HistoryQueries history) {
    if (!pair.isEmpty()) {
      return ofPair(history);
    }
    if (state.config().isPresent()) {
      return state.requiredConfig().plan().id().toString();
    }
    List<Row> held = history.ask(Question.all(Topic.LEASES)).rows().stream()
        .filter(lease -> !lease.text("owner").isEmpty()).toList();
    if (held.size() > 1) {
      throw new OperatorError(ExitCode.USAGE, held.size() + " runs are at work in this database",
          "Name one with -c FILE, or by its SOURCE and TARGET.");
    }
    if (held.size() == 1) {
      return held.getFirst().text("migration_id");
    }
    List<Row> jobs = history.ask(Question.all(Topic.JOBS)).rows();
    if (jobs.isEmpty()) {
      throw new OperatorError(ExitCode.USAGE, "nothing was launched yet",
          "See `migrator history`.");
    }
    return jobs.getLast().text("migration_id");
  }

  private String ofPair(HistoryQueries history) {
    String source = real(pair.get(0));
    String target = real(pair.get(1));
    List<Row> jobs = history.ask(Question.all(Topic.JOBS)).rows().stream()
        .filter(row -> row.text("source").equals(source) && row.text("target").equals(target))
        .toList();
    if (jobs.isEmpty()) {
      throw new OperatorError(ExitCode.USAGE, "there is no run from " + source + " to " + target,
          "See `migrator history`.");
    }
    return jobs.getLast().text("migration_id");
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw new OperatorError(ExitCode.USAGE, "there is no directory " + path,
          "Name the two directories of the run.", e);
    }
  }

  private void show(HistoryQueries history, String migration) {
    PrintWriter out = spec.commandLine().getOut();
    List<Row> rows = history.ask(Question.all(Topic.PACE)).rows().stream()
        .filter(row -> row.text("migration_id").equals(migration)).toList();
    out.println(Printable.text(migration));
    Table table = new Table("LIMIT", "HOLDS", "ASKED FOR", "THROTTLED TO", "BY");
    for (PaceLimit limit : PaceLimit.values()) {
      Optional<Row> row = rows.stream()
          .filter(one -> one.text("setting").equals(limit.word())).findFirst();
      String asked = row.map(one -> one.text("asked")).orElse("");
      String throttled = row.map(one -> one.text("throttled")).orElse("");
      String holds = throttled.isEmpty() ? asked : throttled;
      table.add(limit.word(), holds.isEmpty() ? NONE : holds, shown(asked), shown(throttled),
          shown(throttled.isEmpty() ? "" : row.map(one -> one.text("actor")).orElse("")));
    }
    out.print(table);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static HistoryQueries open(RepositorySettings repository) {
    return History.open(repository.stateDirectory(), repository.databaseUrl(), System.getenv());
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
