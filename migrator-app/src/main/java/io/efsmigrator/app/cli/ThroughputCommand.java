package io.efsmigrator.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator throughput}: only the roof over what can be done about it. */
@Command(name = "throughput", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator throughput restore -c migration.yaml"}, subcommands = ThroughputRestoreCommand.class, description = {
    "Throughput that was raised for a copy, and has to be lowered again."})
final class ThroughputCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls run.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which? `throughput restore`");
  }
}
