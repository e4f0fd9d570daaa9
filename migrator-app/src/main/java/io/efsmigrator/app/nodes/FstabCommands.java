package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.FstabSettings;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain Linux nodes: small scripts that look at fstab, mountinfo and systemd units, and change them.
 *
 * <p>The scripts are resources of this program and the same on every node; whatever differs is an
 * argument of theirs. A command of the operator's own replaces a script.
 */
final class FstabCommands implements NodeCommands {

  private static final String KEEP = "keep";

  private final CommandTemplates templates;
  private final FstabSettings settings;
  private final String migration;

  FstabCommands(MigrationPlan plan, FstabSettings settings) {
    this.templates = CommandTemplates.ofOperator(plan.cluster());
    this.settings = settings;
    this.migration = plan.id().toString();
  }

  @Override
  public Optional<List<String>> argv(NodeVerb verb, Node node, Optional<DnsName> name) {
    return templates.argv(verb, node, name).or(() -> switch (verb) {
      case ENDPOINT -> script("fstab-endpoint.sh", node, List.of());
      case HEALTH -> script("fstab-health.sh", node, units(node));
      case WRITERS -> script("units-look.sh", node, units(node));
      case QUIESCE -> script("units-stop.sh", node, units(node));
      case RESUME -> script("units-start.sh", node, units(node));
      case SWITCH_ENDPOINT -> script("fstab-switch.sh", node,
          List.of(name.orElseThrow().value(), settings.options().orElse(KEEP)));
      // Asked by a command of the operator's; without one there is nothing to do on such a node.
      case ROLE, RESOLVE, REACH, UPGRADE, SET_NORMAL -> Optional.empty();
    });
  }

  @Override
  public boolean switchesOnlyPaused(Node node) {
    // Where nothing writes there is nothing to pause.
    return templates.has(NodeVerb.WRITERS) || !units(node).isEmpty();
  }

  private List<String> units(Node node) {
    return switch (node.role()) {
      case PRIMARY -> settings.units();
      case BACKUP, UNKNOWN -> settings.backupUnits();
    };
  }

  private Optional<List<String>> script(String name, Node node, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c",
        Scripts.text("fstab.sh") + Scripts.text(name), name, migration,
        settings.mountPoint(node.name()), settings.file(node.name()),
        settings.mountInfo(node.name())));
    argv.addAll(arguments);
    return Optional.of(argv);
  }
}
