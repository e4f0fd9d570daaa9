package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.outcome.Printable;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether host keys of nodes are believed that nobody has seen before. */
final class HostKeyOptions {

  @Option(names = "--accept-new-host-keys", description = "Believe SSH host keys of nodes that are not known yet: shows each and adds it to known_hosts. A changed key stays refused.")
  boolean accepts;

  /** Before anything else is asked of a node, so that all of that goes by known_hosts alone. */
  void apply(Supplier<Launcher> launcher, MigrationConfig config, PrintWriter out) {
    if (accepts) {
      launcher.get().acceptHostKeys(config).forEach(line -> out.println(Printable.text(line)));
      out.flush();
    }
  }
}
