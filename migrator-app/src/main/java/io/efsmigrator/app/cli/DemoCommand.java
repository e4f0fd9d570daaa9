package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.config.SandboxSettings;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.sandbox.NodeKind;
import io.efsmigrator.app.sandbox.Sandbox;
import io.efsmigrator.app.sandbox.SandboxOptions;
import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code migrator demo}: the whole guide on this machine, without an account. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator demo",
  "  migrator demo --files 20000 --dir sandbox"}, description = {
    "Plays the whole guide on this machine.",
    "An EFS endpoint, two nodes, a source full of recordings. DIR keeps its migration.yaml."})
final class DemoCommand extends RunCommand {

  private static final int LONGEST_LATENCY_MILLIS = 10_000;

  @Option(names = "--files", paramLabel = "N", defaultValue = "5000", description = "Recordings and voicemails to make (default: ${DEFAULT-VALUE}).")
  int files;

  @Option(names = "--source", paramLabel = "DIR", description = "Migrate this directory instead; it is only read.")
  @Nullable
  Path source;

  @Option(names = "--dir", paramLabel = "DIR", description = "Where the sandbox is kept (default: a new temporary one).")
  @Nullable
  Path directory;

  @Option(names = "--latency", paramLabel = "MS", defaultValue = "0", description = "Added to every answer of the EFS endpoint (default: ${DEFAULT-VALUE}).")
  int latencyMillis;

  @Option(names = "--faults", paramLabel = "KIND", defaultValue = "none", description = "What is wrong with EFS: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  FaultProfile faults = FaultProfile.NONE;

  @Option(names = "--nodes", paramLabel = "KIND", defaultValue = "cluster-mgr", description = "How its cluster is driven: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  NodeKind nodes = NodeKind.CLUSTER_MGR;

  DemoCommand(Supplier<Launcher> launcher) {
    super(launcher);
  }

  @Override
  RunResult run(Supplier<Launcher> launcher, RunListener listener) throws IOException {
    if (files < 0 || files > SandboxOptions.MAX_FILES) {
      throw new ParameterException(spec.commandLine(),
          "--files must be 0 to " + SandboxOptions.MAX_FILES);
    }
    if (latencyMillis < 0 || latencyMillis > LONGEST_LATENCY_MILLIS) {
      throw new ParameterException(spec.commandLine(),
          "--latency must be 0 to " + LONGEST_LATENCY_MILLIS);
    }
    // Before the sandbox is made: its tree has modes of its own, and this clears the mask.
    Launcher runs = launcher.get();
    Path folder = directory == null ? Files.createTempDirectory("efs-migrator-demo-") : directory;
    view.say("sandbox: " + folder);
    Path file;
    try (Sandbox sandbox = Sandbox.create(folder,
        (source == null ? SandboxOptions.generated(files) : SandboxOptions.existing(source))
            .with(faults).with(nodes))) {
      file = sandbox.configuration();
    }
    MigrationConfig config = withLatency(MigrationFile.read(file));
    state.config = file;
    RepositorySettings repository = state.repository();
    RunResult result = runs.migrate(config, repository, Optional.empty(), listener);
    view.say("see:   migrator history -c " + file);
    return result;
  }

  private MigrationConfig withLatency(MigrationConfig config) {
    return new MigrationConfig(config.file(), config.plan(), config.pace(), config.sandbox()
        .map(
            sandbox -> new SandboxSettings(sandbox.directory(), Duration.ofMillis(latencyMillis))),
        config.prices(), config.archive(), config.notices(), config.elasticIp());
  }
}
