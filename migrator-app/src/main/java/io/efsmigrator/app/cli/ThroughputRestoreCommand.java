package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.NotifySettings;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.notify.Notice;
import io.efsmigrator.app.notify.Notifications;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.StageOutcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrator throughput restore}: lowers again what was raised for the copy. */
@Command(name = "restore", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator throughput restore -c migration.yaml --wait"}, description = {
    "Lowers again what was raised, where AWS allows it by now (exit 0), or says when (exit 3).",
    "Works beside a run as well."})
final class ThroughputRestoreCommand implements Callable<Integer>, HasState {

  /** A change takes seconds; after so many looks something else is the matter. */
  private static final int MOST_LOOKS = 360;

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = "--wait", description = "Wait until AWS allows it; Ctrl-C ends the wait (exit 130).")
  boolean waits;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  ThroughputRestoreCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    MigrationConfig config = state.requiredConfig();
    RepositorySettings repository = state.repository();
    // Says that there is no history, where an attempt would begin one.
    History.open(repository.stateDirectory(), repository.databaseUrl(), System.getenv()).close();
    try {
      int code = restored(config, repository);
      if (code == ExitCode.COMPLETED.code()) {
        told(config, "nothing is owed any more, throughput is what it was before the copy");
      }
      return code;
    } catch (OperatorError e) {
      told(config, "it is still owed: " + e.getMessage() + "\n" + e.remedy());
      throw e;
    }
  }

  /** Whoever lets it wait for a day does not look when the day is over. */
  private void told(MigrationConfig config, String words) {
    if (waits) {
      new Notifications(config.notices(), System.getenv(),
          line -> spec.commandLine().getErr().println(line))
          .tell(new Notice(NotifySettings.Event.DUE,
              "throughput restore of " + config.plan().id() + ": " + Printable.text(words)));
    }
  }

  private int restored(MigrationConfig config, RepositorySettings repository) {
    PrintWriter out = spec.commandLine().getOut();
    String said = "";
    for (int look = 0; look < MOST_LOOKS; look++) {
      Launcher.Owed owed = launcher.get().lowerThroughput(config, repository);
      String now = said(owed);
      if (!now.equals(said)) {
        out.print(now);
        out.flush();
        said = now;
      }
      switch (owed.outcome()) {
        case StageOutcome.Blocked(String reason, String remedy, var _) ->
          throw new OperatorError(ExitCode.FAILED, reason, remedy);
        case StageOutcome.Paused(String reason, String remedy) ->
          throw new OperatorError(ExitCode.FAILED, reason, remedy);
        case StageOutcome.Waiting _ -> {} // It changes within seconds: worth the wait in any case.
        case StageOutcome.Completed _ -> {
          if (owed.open().isEmpty()) {
            return ExitCode.COMPLETED.code();
          }
          if (!waits) {
            return ExitCode.STOPPED.code();
          }
          // The time of a day is not counted against the looks.
          look = 0;
        }
      }
      if (!launcher.get().pauseUntil(owed.lookAgainAt())) {
        spec.commandLine().getErr().println("ended by a signal; it is still owed");
        return ExitCode.INTERRUPTED.code();
      }
    }
    throw new OperatorError(ExitCode.FAILED, "EFS still changes the throughput",
        "Look at the file systems in the console, then repeat this.");
  }

  private static String said(Launcher.Owed owed) {
    if (owed.outcome() instanceof StageOutcome.Waiting(String reason, var _)) {
      return Printable.text(reason) + "\n";
    }
    if (owed.open().isEmpty()) {
      return "nothing is owed: throughput is what it was before the copy\n";
    }
    StringBuilder text = new StringBuilder();
    for (Obligation obligation : owed.open()) {
      text.append("owed: ").append(obligation.fileSystem()).append(" from ")
          .append(obligation.raisedTo()).append(" to ").append(obligation.lowerTo())
          .append(", possible from ").append(obligation.earliest()).append(" on; ")
          .append(obligation.usdPerDay()).append(" USD a day until then\n");
    }
    return text.toString();
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
