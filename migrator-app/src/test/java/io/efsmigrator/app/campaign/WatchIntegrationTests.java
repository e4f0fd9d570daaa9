package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code status --watch} of a second process beside a copy that is really running. */
@Execution(ExecutionMode.CONCURRENT)
class WatchIntegrationTests {

  private static final int FILES = 3_500;
  private static final String FILES_PER_SECOND = "250";

  @TempDir
  private Path folder;

  @Test
  void aSecondTerminalFollowsTheCopyToItsEnd() throws Exception {
    CopyScenario copy = new CopyScenario(folder, FILES,
        List.of("--verify", "none", "--files-per-second", FILES_PER_SECOND, "--log-format",
            "json"));
    List<String> watch = List.of("status", "--watch", "-o", "json", "--state",
        copy.state().toString());
    try (MigratorProcess first = MigratorProcess.startAndAwait(copy.launch(),
        "\"event\":\"step-started\",\"step\":\"copyFiles\"")) {
      first.awaitMoment();
      try (MigratorProcess second = MigratorProcess.start(watch)) {
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(first.exitCode()).as(first.output()).isZero();

        List<JsonNode> own = events(first.output());
        List<JsonNode> seen = events(second.output());
        assertThat(ended(seen)).isEqualTo(ended(own)).contains("copyFiles COMPLETED");
        JsonNode step = seen.stream().filter(event -> event.path("event").asString()
            .equals("progress")).flatMap(event -> event.path("steps").values().stream())
            .filter(one -> one.path("step").asString().equals("copyFiles")
                && one.has("leftSecondsAtLeast"))
            .findFirst().orElseThrow();
        assertThat(step.path("files").asLong()).isPositive()
            .isLessThan(step.path("goalFiles").asLong());
        assertThat(step.path("filesPerSecond").asDouble()).isBetween(50.0, 500.0);
        assertThat(seen.getLast().path("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(own.getLast().path("outcome").asString()).isEqualTo("Completed");
      }
    }
  }

  private static List<JsonNode> events(String output) {
    JsonMapper json = JsonMapper.builder().build();
    // The launcher may have words of its own, for people.
    return output.lines().filter(line -> line.startsWith("{")).map(json::readTree).toList();
  }

  private static Set<String> ended(List<JsonNode> events) {
    return events.stream().filter(event -> event.path("event").asString().equals("step-ended"))
        .map(event -> event.path("step").asString() + " " + event.path("status").asString())
        .collect(Collectors.toSet());
  }
}
