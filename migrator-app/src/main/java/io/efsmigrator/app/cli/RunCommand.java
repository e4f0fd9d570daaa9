package io.efsmigrator.app.cli;

import io.efsmigrator.app.launch.Holder;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.notify.Notice;
import io.efsmigrator.app.notify.Notifications;
import io.efsmigrator.app.outcome.OperatorError;
import java.time.Instant;
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

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  RunCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  /** Checks everything it can before it asks for the launcher. */
  abstract RunResult run(Supplier<Launcher> launcher, RunListener listener) throws Exception;

  @Override
  public final Integer call() throws Exception {
    StepLines.Screen screen = Terminal.console().isPresent()
        ? StepLines.Screen.TERMINAL
        : StepLines.Screen.LOG;
    StepLines lines = new StepLines(spec.commandLine().getOut(), screen);
    RunResult result = told(lines);
    while (waits && result instanceof RunResult.OutsideWindow(var _, Instant opensAt)) {
      result = launcher.get().await(opensAt, lines)
          ? told(lines)
          : new RunResult.Interrupted(0, "a signal");
    }
    return RunOutcome.print(result, spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  /** Runs, and tells those who are not looking how it ended. */
  private RunResult told(StepLines lines) throws Exception {
    try {
      RunResult result = run(launcher, lines);
      Notice.of(spec.name() + " of " + what(), result).ifPresent(notice -> tell(notice, lines));
      return result;
    } catch (OperatorError e) {
      // Said to whoever has typed the command, before anything ran.
      throw e;
    } catch (Exception e) {
      tell(Notice.broken(spec.name() + " of " + what(), e), lines);
      throw e;
    }
  }

  private void tell(Notice notice, StepLines lines) {
    state.config().ifPresent(
        config -> new Notifications(config.notices(), System.getenv(), lines::notice).tell(notice));
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
