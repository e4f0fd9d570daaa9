package io.efsmigrator.app.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The command line, ready to run: everything between the words of the operator and the exit code. */
public final class Cli {

  private final Supplier<Launcher> launcher;
  private final Clock clock;

  /** The launcher is asked for only by commands that start something. */
  public Cli(Supplier<Launcher> launcher, Clock clock) {
    this.launcher = launcher;
    this.clock = clock;
  }

  /** Runs one command and says what the process should end with. */
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    ErrorReport errors = new ErrorReport(clock);
    CommandLine commandLine = commandLine(arguments)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
    int code = commandLine.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /** The whole tree of commands, to be looked at and not to be run: for completion and manual pages. */
  public static CommandLine all() {
    return new Cli(() -> {
      throw new IllegalStateException("only looked at");
    }, Clock.systemUTC()).commandLine();
  }

  /**
   * With the one command that is named, or with all if none is. The annotations of a command cost
   * some milliseconds to read, and a {@code status} has no use for those of the other eleven.
   */
  private CommandLine commandLine(String... arguments) {
    Factory factory = new Factory(launcher, clock);
    CommandLine commandLine = new CommandLine(new MigratorCommand(), factory);
    String named = arguments.length == 0 ? "" : arguments[0];
    boolean known = MigratorCommand.COMMANDS.containsKey(named) && !named.equals("help");
    MigratorCommand.COMMANDS.forEach((name, type) -> {
      if (!known || name.equals(named)) {
        commandLine.addSubcommand(name, new CommandLine(type, factory));
      }
    });
    return commandLine;
  }

  /** Gives a launcher, or the clock, to the commands whose constructor wants one. */
  private record Factory(Supplier<Launcher> launcher, Clock clock) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        K command = type.getDeclaredConstructor(Supplier.class).newInstance(launcher);
        if (command instanceof RunCommand run) {
          run.clock = clock;
        }
        return command;
      } catch (NoSuchMethodException e) {
        return withClock(type);
      }
    }

    private <K> K withClock(Class<K> type) throws Exception {
      try {
        return type.getDeclaredConstructor(Clock.class).newInstance(clock);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }
}
