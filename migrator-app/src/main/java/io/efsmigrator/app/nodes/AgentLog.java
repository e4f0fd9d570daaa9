package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.NodeHealth;
import io.efsmigrator.plan.ClusterSettings;
import java.util.List;
import java.util.regex.Pattern;

/** Judges an agent log by its last line that says anything about health. */
final class AgentLog {

  private static final Pattern HEALTHY = Pattern.compile("(?i)\\b(healthy|in sync)\\b");
  private static final Pattern BROKEN = Pattern.compile(
      "(?i)\\b(error|fatal|critical|split.?brain|not healthy|unhealthy|out of sync)\\b");

  private final Pattern healthy;
  private final Pattern broken;

  AgentLog(ClusterSettings settings) {
    this.healthy = settings.healthy().orElse(HEALTHY);
    this.broken = settings.broken().orElse(BROKEN);
  }

  NodeHealth judge(String log) {
    List<String> newestFirst = Lines.of(log).reversed();
    for (String line : newestFirst) {
      if (broken.matcher(line).find()) {
        return new NodeHealth.Broken(Lines.shown(line));
      }
      if (healthy.matcher(line).find()) {
        return new NodeHealth.Healthy();
      }
    }
    return new NodeHealth.Unclear(newestFirst.isEmpty()
        ? "the agent log is empty"
        : "the agent log ends with \"" + Lines.shown(newestFirst.getFirst()) + "\"");
  }
}
