package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.RunCommands;
import io.efsmigrator.plan.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs commands on a node by Run Command of AWS Systems Manager.
 *
 * <p>Such an order may run twice, shows little output, and that only at its end. So an order never is
 * the command: it starts the command in a directory on the node, once, or says how it is (ADR 20).
 * The command has its time limit on the node, whether or not this program lives. After a crash it has
 * run or not, as with every channel; its directory is taken away after a day.
 */
final class SsmChannel implements NodeChannel {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final SsmScripts scripts;
  private final Path directory;
  private final String programs;

  /**
   * A channel.
   *
   * @param directory on the node, for the directories of its commands
   * @param programs a directory on the node in which programs are found first; empty for none
   */
  SsmChannel(RunCommands ssm, ManagedInstanceId instance, Path directory, String programs) {
    this.scripts = new SsmScripts(ssm, instance);
    this.directory = directory;
    this.programs = programs;
  }

  static NodeChannel to(Node node, ManagedInstanceId instance, RunCommands ssm) {
    // What stands beside a node's cluster-mgr belongs to the node as well.
    Path beside = Path.of(node.clusterMgr()).getParent();
    return new SsmChannel(ssm, instance, node.jobsDirectory().resolve("ssm"),
        beside == null ? "" : beside.toString());
  }

  @Override
  public CommandResult run(CommandLine command) {
    scripts.requireAgent();
    SsmJob job = new SsmJob(scripts, directory.resolve(UUID.randomUUID().toString()), programs,
        command.input());
    boolean known = false;
    try {
      CommandResult result = new Following(command, job).toItsEnd();
      known = true;
      return result;
    } finally {
      if (known) {
        job.clean();
      } else {
        job.stop();
      }
    }
  }

  /** One command being followed. */
  private static final class Following {

    private final CommandLine command;
    private final SsmJob job;
    private final SsmOutput out = new SsmOutput();
    private final SsmOutput err = new SsmOutput();
    private final Optional<Prompts> prompts;
    private int answers;

    Following(CommandLine command, SsmJob job) {
      this.command = command;
      this.job = job;
      this.prompts = command.input() instanceof CommandInput.Answers(var known, var _)
          ? Optional.of(new Prompts(known))
          : Optional.empty();
    }

    CommandResult toItsEnd() {
      SsmReport report = job.start(command);
      long deadline = System.nanoTime() + command.timeout().plus(GRACE).toNanos();
      while (true) {
        out.take(report.out());
        err.take(report.err());
        switch (report.state()) {
          case SsmReport.State.Running() -> {
            if (System.nanoTime() > deadline) {
              throw late();
            }
            answer(report);
          }
          case SsmReport.State.Exited(var code) -> {
            if (out.isComplete() && err.isComplete()) {
              return new CommandResult(code, out.finish(), err.finish());
            }
          }
          case SsmReport.State.Late() -> throw late();
          case SsmReport.State.NoProgram() -> throw new NodeException(Kind.CANNOT_RUN,
              "`" + command.argv().getFirst() + "` cannot be run: there is no such program there");
          case SsmReport.State.Lost(var reason) -> throw new NodeException(Kind.UNREACHABLE,
              "nobody can tell how `" + String.join(" ", command.argv()) + "` ended: " + reason);
        }
        report = job.look(out, err);
      }
    }

    private void answer(SsmReport report) {
      if (prompts.isEmpty() || !job.isCalm(report) || !out.isComplete() || !err.isComplete()) {
        return;
      }
      answer(prompts.get(), out);
      answer(prompts.get(), err);
    }

    private void answer(Prompts known, SsmOutput output) {
      Optional<String> reply = known.reply(output.unfinishedLine());
      if (reply.isPresent()) {
        output.startLine();
        answers++;
        job.answer(answers, out, err, reply.get());
      }
    }

    private NodeException late() {
      return new NodeException(Kind.TIMED_OUT, "`" + String.join(" ", command.argv())
          + "` did not end in " + command.timeout().toSeconds() + " s; it had printed: "
          + out.lastLine());
    }
  }
}
