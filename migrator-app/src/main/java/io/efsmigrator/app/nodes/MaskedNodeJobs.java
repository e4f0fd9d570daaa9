package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeJob;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeJobs;
import java.util.Optional;

/**
 * Keeps secrets out of the record. What comes back from it is for people and for finding a command
 * again; it is never run.
 */
record MaskedNodeJobs(NodeJobs jobs) implements NodeJobs {

  @Override
  public Optional<NodeJob> latest(NodeJobKey key) {
    return jobs.latest(key);
  }

  @Override
  public void record(NodeJob job) {
    jobs.record(new NodeJob(job.key(), job.attempt(), Masking.argv(job.argv()), job.directory(),
        job.state(), job.exitCode(), job.startedAt(), job.endedAt(), Masking.text(job.out()),
        Masking.text(job.err())));
  }
}
