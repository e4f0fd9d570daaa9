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
import io.efsmigrator.archive.ArchiveOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code migrator restart}: go on with what did not complete. */
@Command(name = "restart", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator restart",
  "  migrator restart -c migration.yaml --wait"}, description = {
    "Goes on with what failed, was stopped or was killed.",
    "With -c the execution of that migration, else the last one that did not complete."})
final class RestartCommand extends RunCommand {

  @Parameters(arity = "0..1", paramLabel = "EXECUTION", description = "Number of the execution, as history shows it.")
  @Nullable
  Long execution;

  @Mixin
  final HostKeyOptions hostKeys = new HostKeyOptions();

  RestartCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) {
    RepositorySettings repository = state.repository();
    state.config().ifPresent(
        config -> hostKeys.apply(launcher, config, spec.commandLine().getErr()));
    if (execution == null && state.config().isPresent()) {
      // No look at the history first: a start that was killed may have left none yet.
      return launcher.get().restart(state.requiredConfig(), repository, listener);
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
    Map<String, String> asked = ConfigSnapshot.parse(migration.text("config")).values();
    if (job.text("job_name").equals("archive")) {
      checkSource(job, migration.text("source"));
      return launcher.get().archive(state.requiredConfig(), ArchiveOrder.of(asked), repository,
          listener);
    }
    DirectoryPair pair = new DirectoryPair(Path.of(migration.text("source")),
        Path.of(migration.text("target")));
    return switch (job.text("job_name")) {
      case "migrate", "rollback" -> {
        checkMigration(job);
        yield launcher.get().restart(state.requiredConfig(), repository, listener);
      }
      case "copy" -> launcher.get().copy(pair, CopyOptions.of(asked), repository, listener);
      case "verify" ->
        launcher.get().verify(pair, CopyOptions.of(asked).verify(), CopyOptions.DEFAULT.xattrs(),
            repository, listener);
      case "decommission" -> throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " deletes a file system",
          "Use `migrator decommission -c FILE --confirm fs-... --recovery-point ARN`: its id is typed at every start.");
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

  /** The archive of a source needs its file: where it is mounted, and who may reach the bucket. */
  private void checkSource(Row job, String source) {
    String given = state.config().map(config -> config.plan().id().source().toString()).orElse("");
    if (!given.equals(source)) {
      throw new OperatorError(ExitCode.USAGE,
          "execution " + job.number("job_execution_id") + " archives " + source
              + (given.isEmpty() ? ", whose file is needed" : ", not " + given),
          "Name the file of its migration with -c FILE.");
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
