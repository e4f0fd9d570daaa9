package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.Printable;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.stage.CopyOutlook;
import io.efsmigrator.stage.Finding;
import io.efsmigrator.stage.GuideStage;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrator plan}: what would be done, and what stands against it. */
@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExamples:%n", footer = {
  "  migrator plan -c migration.yaml"}, description = {
    "Checks everything and shows the stages; changes nothing.",
    "Asks nodes and file systems what a launch would ask."})
final class PlanCommand implements Callable<Integer>, HasState {

  @Mixin
  final StateOptions state = new StateOptions();

  @Mixin
  final HostKeyOptions hostKeys = new HostKeyOptions();

  @Option(names = {"-o",
    "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
  Output output = Output.TABLE;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command.
  CommandSpec spec;

  private final Supplier<Launcher> launcher;

  PlanCommand(Supplier<Launcher> launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    if (output == Output.CSV) {
      throw new ParameterException(spec.commandLine(), "a plan is no list: use table or json");
    }
    MigrationConfig config = state.requiredConfig();
    PrintWriter out = spec.commandLine().getOut();
    hostKeys.apply(launcher, config, spec.commandLine().getErr());
    List<Finding> findings = launcher.get().preflight(config, state.repository());
    CopyOutlook outlook = launcher.get().outlook(config);
    boolean blocked = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.BLOCK);
    switch (output) {
      case JSON -> PlanJson.write(out, config, findings, outlook);
      case TABLE, CSV -> print(out, config, findings, outlook);
    }
    out.flush();
    return (blocked ? ExitCode.REFUSED : ExitCode.COMPLETED).code();
  }

  private static void print(PrintWriter out, MigrationConfig config, List<Finding> findings,
      CopyOutlook outlook) {
    out.println("migration " + Printable.text(config.plan().id().toString()));
    out.println();
    out.println(stages(config.plan()));
    Effects effects = Effects.of(config.plan());
    Table changes = new Table("WOULD", "WHAT");
    effects.created().forEach(what -> changes.add("create", what));
    effects.changed().forEach(what -> changes.add("change", what));
    effects.onNodes().forEach(what -> changes.add("run", what));
    changes.add("delete", "nothing");
    out.println(changes);
    out.println(OutlookLines.of(outlook, config));
    Table table = new Table("LEVEL", "ABOUT", "FINDING");
    for (Finding finding : findings) {
      table.add(finding.level().name(), finding.topic(),
          finding.remedy().isEmpty()
              ? finding.text()
              : finding.text() + " Fix: " + finding.remedy());
    }
    out.print(table);
    out.println(findings.stream().anyMatch(finding -> finding.level() == Finding.Level.BLOCK)
        ? "a launch would be refused"
        : "nothing stands against a launch");
  }

  private static Table stages(MigrationPlan plan) {
    Table table = new Table("STEP", "DOES", "GUIDE");
    for (GuideStage stage : GuideStage.values()) {
      String step = stage == GuideStage.DELTA_PASS
          ? "deltaPass1.." + plan.cutover().maxDeltaPasses()
          : stage.stepName();
      boolean left = switch (stage) {
        case DELTA_PASS -> plan.cutover().maxDeltaPasses() == 0;
        case RAISE_THROUGHPUT -> plan.target().raise().isEmpty();
        default -> false;
      };
      table.add(step, left ? stage.title() + " (nothing to do)" : stage.title(),
          stage.section().title());
    }
    return table;
  }

  @Override
  public StateOptions state() {
    return state;
  }
}
