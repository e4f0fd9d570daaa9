package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJob.State;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import io.efsmigrator.cluster.NodeVerb;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs commands that are waited for and keeps them as evidence: every order with an attempt of its
 * own, noted before it starts; of every question the last answer, because questions are asked often.
 */
final class RecordedCommands {

  private static final int MAX_KEPT = 16_384;

  private final NodeJobs jobs;
  private final Clock clock;

  RecordedCommands(NodeJobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  CommandResult run(NodeChannel channel, NodeJobKey key, CommandLine command) {
    int attempt = isQuestion(key.verb()) ? 1 : jobs.latest(key).map(NodeJob::attempt).orElse(0) + 1;
    Instant started = clock.instant();
    NodeJob begun = new NodeJob(key, attempt, command.argv(), "", State.STARTED, Optional.empty(),
        started, Optional.empty(), "", "");
    if (!isQuestion(key.verb())) {
      jobs.record(begun);
    }
    try {
      CommandResult result = channel.run(command);
      jobs.record(new NodeJob(key, attempt, command.argv(), "", State.EXITED,
          Optional.of(result.exitCode()), started, Optional.of(clock.instant()),
          tail(result.out().text()), tail(result.err().text())));
      return result;
    } catch (RuntimeException e) {
      jobs.record(new NodeJob(key, attempt, command.argv(), "", State.LOST, Optional.empty(),
          started, Optional.of(clock.instant()), "", String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** The end of it, by whole lines: a line without its beginning may hide what its value is. */
  static String tail(String text) {
    if (text.length() <= MAX_KEPT) {
      return text;
    }
    int lineEnd = text.indexOf('\n', text.length() - MAX_KEPT);
    return lineEnd < 0 ? "" : text.substring(lineEnd + 1);
  }

  private static boolean isQuestion(NodeVerb verb) {
    return switch (verb) {
      case HEALTH, ROLE, ENDPOINT, WRITERS, RESOLVE, REACH -> true;
      case UPGRADE, SWITCH_ENDPOINT, QUIESCE, RESUME, SET_NORMAL -> false;
    };
  }
}
