package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJob.State;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Starts a detached command once and finds it again.
 *
 * <p>The attempt is recorded before it is launched, and its directory is named by it. So a crash
 * between the two leaves an attempt whose directory is absent: it is launched then. A crash after
 * leaves one that is found running, ended or lost. What ended badly is recorded when it is reported,
 * and only then does the next call start another attempt.
 */
final class Upgrades {

  private final NodeJobs jobs;
  private final Clock clock;

  Upgrades(NodeJobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  JobProgress bring(NodeChannel channel, NodeJobKey key, Path jobsDirectory, List<String> argv) {
    Optional<NodeJob> latest = jobs.latest(key);
    if (latest.isPresent() && latest.get().succeeded()) {
      return new JobProgress.Exited(0, Lines.last(latest.get().out()));
    }
    NodeJob job = latest.filter(attempt -> attempt.state() == State.STARTED)
        .orElseGet(() -> next(key, jobsDirectory, argv,
            latest.map(NodeJob::attempt).orElse(0) + 1));
    return look(new DetachedJobs(channel), job, argv);
  }

  private NodeJob next(NodeJobKey key, Path jobsDirectory, List<String> argv, int attempt) {
    NodeJob job = new NodeJob(key, attempt, argv,
        jobsDirectory.resolve(key + "." + attempt).toString(), State.STARTED, Optional.empty(),
        clock.instant(), Optional.empty(), "", "");
    jobs.record(job);
    return job;
  }

  private JobProgress look(DetachedJobs detached, NodeJob job, List<String> argv) {
    Path directory = Path.of(job.directory());
    JobLook look = detached.look(directory, 0);
    return switch (look.state()) {
      case JobLook.State.Absent() -> {
        // Not what was recorded: that is for people, without secrets.
        detached.launch(directory, argv);
        yield new JobProgress.Running("");
      }
      case JobLook.State.Running() -> new JobProgress.Running(Lines.last(look.newOutput()));
      case JobLook.State.Exited(var exitCode) -> {
        String errors = detached.errors(directory);
        jobs.record(ended(job, State.EXITED, Optional.of(exitCode), look.newOutput(), errors));
        yield new JobProgress.Exited(exitCode,
            Lines.last(exitCode == 0 || errors.isBlank() ? look.newOutput() : errors));
      }
      case JobLook.State.Lost(var reason) -> {
        jobs.record(ended(job, State.LOST, Optional.empty(), look.newOutput(),
            detached.errors(directory)));
        yield new JobProgress.Lost(reason);
      }
    };
  }

  private NodeJob ended(NodeJob job, State state, Optional<Integer> exitCode, String out,
      String err) {
    return new NodeJob(job.key(), job.attempt(), job.argv(), job.directory(), state, exitCode,
        job.startedAt(), Optional.of(clock.instant()), RecordedCommands.tail(out),
        RecordedCommands.tail(err));
  }
}
