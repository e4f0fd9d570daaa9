package io.efsmigrator.app.cli;

import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
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
    RunResult result = run(launcher, lines);
    while (waits && result instanceof RunResult.OutsideWindow(var _, Instant opensAt)) {
      result = launcher.get().await(opensAt, lines)
          ? run(launcher, lines)
          : new RunResult.Interrupted(0, "a signal");
    }
    return RunOutcome.print(result, spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  @Override
  public final StateOptions state() {
    return state;
  }
}
