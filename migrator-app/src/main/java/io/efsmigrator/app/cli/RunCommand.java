package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.launch.Holder;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.notify.Notice;
import io.efsmigrator.app.notify.Notifications;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that run a job have in common: they show its steps and map how it ended. */
abstract class RunCommand implements Callable<Integer>, HasState {

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = "--wait", description = "Outside of its window: wait until it opens.")
  boolean waits;

  @Option(names = {"-q", "--quiet"}, description = "Say nothing as long as nothing is wrong.")
  boolean quiet;

  @Option(names = "--log-format", paramLabel = "FORMAT", defaultValue = "text", description = "json: one JSON object a line (default: ${DEFAULT-VALUE}).")
  Views.LogFormat format = Views.LogFormat.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  /** Set by whoever makes the command; every command of this kind has it. */
  Clock clock = Clock.systemUTC();

  /** How this run is shown. */
  RunView view = new QuietLines(new PrintWriter(Writer.nullWriter()));

  private final Supplier<Launcher> launcher;

  RunCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  /** Checks everything it can before it asks for the launcher. */
  abstract RunResult run(Supplier<Launcher> launcher, RunListener listener) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Clock here = clock.withZone(ZoneId.systemDefault());
    RunResult result;
    try (RunView shown = quiet
        ? new QuietLines(spec.commandLine().getErr())
        : Views.of(format, spec.commandLine().getOut(), here, System.getenv())) {
      view = shown;
      result = told(here);
      while (waits && result instanceof RunResult.OutsideWindow(var _, Instant opensAt)) {
        result = launcher.get().await(opensAt, shown)
            ? told(here)
            : new RunResult.Interrupted(0, "a signal");
      }
    }
    return ended(result);
  }

  private int ended(RunResult result) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (!quiet && format == Views.LogFormat.TEXT) {
      return RunOutcome.print(result, out, err);
    }
    StringWriter words = new StringWriter();
    StringWriter errors = new StringWriter();
    int code = RunOutcome.print(result, new PrintWriter(words), new PrintWriter(errors));
    if (view instanceof JsonLines lines) {
      lines.ended(result.getClass().getSimpleName(), code, words.toString() + errors);
    } else if (code != ExitCode.COMPLETED.code()) {
      out.print(words);
      out.flush();
    }
    err.print(errors);
    err.flush();
    return code;
  }

  /** Runs, and tells those who are not looking how it ended. */
  private RunResult told(Clock here) throws Exception {
    try (Followed followed = new Followed(view, state::repository, here)) {
      RunResult result = run(launcher, followed);
      Notice.of(spec.name() + " of " + what(), result).ifPresent(this::tell);
      return result;
    } catch (OperatorError e) {
      // Said to whoever has typed the command, before anything ran.
      throw e;
    } catch (Exception e) {
      tell(Notice.broken(spec.name() + " of " + what(), e));
      throw e;
    }
  }

  private void tell(Notice notice) {
    state.config().ifPresent(config -> {
      Notifications notifications = new Notifications(config.notices(), System.getenv(),
          view::notice);
      if (notifications.want(notice)) {
        notifications.tell(notice.with(owed(config)));
      }
    });
  }

  /** What is still owed when a run ends; whoever has slept has not seen the status. */
  private String owed(MigrationConfig config) {
    RepositorySettings repository = state.repository();
    try (HistoryQueries history = History.open(repository.stateDirectory(),
        repository.databaseUrl(), System.getenv())) {
      return OwedLines.of(history.ask(Question.all(Question.Topic.OBLIGATIONS)).rows(),
          config.plan().id().toString(), clock.instant());
    } catch (OperatorError e) {
      // Nothing was begun, or it cannot be read now: the notice is worth more than this line.
      return "";
    }
  }

  private String what() {
    return state.config().map(config -> config.plan().id().toString()).orElse("a pair") + " on "
        + Holder.hostName();
  }

  @Override
  public final StateOptions state() {
    return state;
  }
}
