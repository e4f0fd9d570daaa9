package io.efsmigrator.app.cli;

import io.efsmigrator.app.launch.Holder;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.serve.CommandActions;
import io.efsmigrator.app.serve.PageServer;
import io.efsmigrator.app.serve.PageSettings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code migrator serve}: the same as status, history and report, in a browser and moving. */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator serve -c migration.yaml",
  "  migrator serve -c migration.yaml --allow-actions --port 8470"}, description = {
    "Shows all migrations on a page that moves, until Ctrl-C.",
    "Prints the address to open; whoever has it may look. Harms no run, and may end at any time."})
final class ServeCommand implements Callable<Integer>, HasState {

  private static final int DEFAULT_PORT = 8470;
  /** Long enough for an approval that opens the repository, short enough for somebody who waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Mixin
  final StateOptions state = new StateOptions();

  @Option(names = "--port", paramLabel = "N", defaultValue = ""
      + DEFAULT_PORT, description = "Where it listens; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port = DEFAULT_PORT;

  @Option(names = "--address", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Of this host (default: ${DEFAULT-VALUE}, for this host only). The page is not "
      + "encrypted; from elsewhere an SSH tunnel is safer.")
  String address = "127.0.0.1";

  @Option(names = "--allow-actions", description = "Lets the page stop, restart and approve the migration of -c.")
  boolean allowActions;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Clock clock;

  ServeCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    RepositorySettings repository = state.repository();
    if (repository.isH2() && !Files.isDirectory(repository.stateDirectory())) {
      throw new OperatorError(ExitCode.USAGE,
          "there is no state folder " + repository.stateDirectory(),
          "Name it with --state DIR or -c FILE.");
    }
    InetAddress listening = listening();
    PageSettings settings = new PageSettings(listening, port,
        // Often two of them are the same.
        Stream.of(address, listening.getHostAddress(), Holder.hostName())
            .collect(Collectors.toSet()),
        repository.stateDirectory(), repository.databaseUrl(), System.getenv(),
        ZoneId.systemDefault(), clock, steering(repository));
    try (PageServer page = PageServer.start(settings)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("page: " + page.url());
      out.println(allowActions
          ? "It may stop, restart and approve. Ctrl-C ends the page, not the run."
          : "It only shows. Ctrl-C ends the page, not the run.");
      out.flush();
      // A signal ends the process; until then the page is up.
      new CountDownLatch(1).await();
    }
    return ExitCode.COMPLETED.code();
  }

  private InetAddress listening() {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new OperatorError(ExitCode.USAGE, "--address is no address of this host: " + address,
          "Leave it out, and reach the page by an SSH tunnel.", e);
    }
  }

  private Optional<PageSettings.Steering> steering(RepositorySettings repository) {
    if (!allowActions) {
      return Optional.empty();
    }
    if (state.config == null) {
      throw new OperatorError(ExitCode.USAGE, "--allow-actions: for which migration?",
          "Name its file with -c FILE.");
    }
    String migration = state.requiredConfig().plan().id().toString();
    List<String> common = new ArrayList<>(
        List.of("--config", state.config.toAbsolutePath().toString(), "--state",
            repository.stateDirectory().toString()));
    if (repository.databaseUrl() != null) {
      common.addAll(List.of("--db", repository.databaseUrl()));
    }
    return Optional.of(new PageSettings.Steering(migration,
        new CommandActions(migrator(System.getenv()), common,
            repository.stateDirectory().resolve("logs"), PATIENCE)));
  }

  /** This program: by the launcher that started it, which knows what a run needs, or by its jar. */
  private static List<String> migrator(Map<String, String> environment) {
    String launcher = environment.get("EFS_MIGRATOR_LAUNCHER");
    return launcher != null
        ? List.of(launcher)
        : List.of(ProcessHandle.current().info().command().orElse("java"),
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            "io.efsmigrator.app.Migrator");
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
