package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code migrator restart}: go on with what did not complete. */
@Command(name = "restart", mixinStandardHelpOptions = true, sortOptions = false, description = {
  "Goes on with what failed, was stopped or was killed.",
  "With -c the execution of that migration, else the last one that did not complete."})
final class RestartCommand extends RunCommand {

  @Parameters(arity = "0..1", paramLabel = "EXECUTION", description = "Number of the execution, as history shows it.")
  @Nullable
  Long execution;

  RestartCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    RepositorySettings repository = state.repository();
    if (execution == null && state.config().isPresent()) {
      // No look at the history first: a start that was killed may have left none yet.
      return launcher.get().migrate(state.requiredConfig(), repository, Optional.empty(), listener);
    }
    Row job;
    Row migration;
    try (
        HistoryQueries history = History.open(repository.stateDirectory(), repository.databaseUrl(),
            System.getenv())) {
      job = chosen(history.ask(Question.all(Question.Topic.JOBS)).rows());
      migration = history
          .ask(Question.of(Question.Topic.MIGRATIONS, job.number("job_execution_id"))).rows()
          .stream().findFirst().orElseThrow(() -> unknown(job.number("job_execution_id")));
    }
    DirectoryPair pair = new DirectoryPair(Path.of(migration.text("source")),
        Path.of(migration.text("target")));
    Map<String, String> asked = ConfigSnapshot.parse(migration.text("config")).values();
    return switch (job.text("job_name")) {
      case "migrate" -> {
        checkMigration(job);
        yield launcher.get().migrate(state.requiredConfig(), repository, Optional.empty(),
            listener);
      }
      case "copy" -> launcher.get().copy(pair, CopyOptions.of(asked), repository, listener);
      case "verify" ->
        launcher.get().verify(pair, CopyOptions.of(asked).verify(), repository, listener);
      default -> throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id")
              + " is of a job this version does not know: " + job.text("job_name"),
          "Use the version that started it.");
    };
  }

  private Row chosen(List<Row> jobs) {
    Row job;
    if (execution == null) {
      job = jobs.reversed().stream().filter(one -> !isOver(one)).findFirst()
          .orElseThrow(() -> new OperatorError(ExitCode.USAGE,
              "there is nothing to restart: every execution completed",
              "See `migrator history`."));
    } else {
      long wanted = execution;
      job = jobs.stream().filter(one -> one.number("job_execution_id") == wanted).findFirst()
          .orElseThrow(() -> unknown(wanted));
    }
    if (isOver(job)) {
      throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " cannot be restarted: it is "
              + job.text("status"),
          "See `migrator history`; a new migration needs a new name.");
    }
    Row last = jobs.reversed().stream()
        .filter(one -> Objects.equals(one.cell("job_instance_id"), job.cell("job_instance_id")))
        .findFirst()
        .orElse(job);
    if (last.number("job_execution_id") != job.number("job_execution_id")) {
      throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " was restarted already, as "
              + last.number("job_execution_id"),
          "Restart that one, or leave the number out.");
    }
    return job;
  }

  private void checkMigration(Row job) {
    String given = state.config().map(config -> config.plan().id().toString()).orElse("");
    if (given.isEmpty()) {
      throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " belongs to migration "
              + job.text("migration_id") + ", whose file is needed",
          "Name it with -c FILE.");
    }
    if (!given.equals(job.text("migration_id"))) {
      throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " belongs to migration "
              + job.text("migration_id") + ", not to " + given,
          "Name the right file with -c, or leave the number out.");
    }
  }

  private static boolean isOver(Row job) {
    return job.text("status").equals("COMPLETED") || job.text("status").equals("ABANDONED");
  }

  private static OperatorError unknown(long execution) {
    return new OperatorError(ExitCode.USAGE, "there is no execution " + execution,
        "See `migrator history`.");
  }
}
