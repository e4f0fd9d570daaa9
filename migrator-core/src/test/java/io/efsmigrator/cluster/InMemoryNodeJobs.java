package io.efsmigrator.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The record of commands, kept as long as the test. */
public final class InMemoryNodeJobs implements NodeJobs {

  private final Map<NodeJobKey, TreeMap<Integer, NodeJob>> jobs = new LinkedHashMap<>();

  @Override
  public Optional<NodeJob> latest(NodeJobKey key) {
    return Optional.ofNullable(jobs.get(key)).map(attempts -> attempts.lastEntry().getValue());
  }

  @Override
  public void record(NodeJob job) {
    jobs.computeIfAbsent(job.key(), key -> new TreeMap<>()).put(job.attempt(), job);
  }

  public List<NodeJob> all() {
    return jobs.values().stream().map(TreeMap::values).flatMap(Collection::stream).toList();
  }
}
