package io.efsmigrator.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.documents.CommandsRun.Run;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/**
 * Every documented command was run by a test of this build, to the end that belongs to it.
 *
 * <p>Runs when all other tests are over, by an execution of its own.
 */
class CommandsRunCheck {

  private static final String BEGIN = "commands.since";
  private static final List<String> SELECTIONS = List.of("test", "it.test");

  @Test
  void everyDocumentedCommandWasRun() throws Exception {
    assumeTrue(SELECTIONS.stream().allMatch(name -> System.getProperty(name, "").isEmpty()),
        "only some of the tests ran (-Dtest, -Dit.test)");
    Map<Invocation, Set<Integer>> runs = runs();
    Map<String, Set<String>> missing = new TreeMap<>();
    for (Documented documented : Documented.all()) {
      documented.invocations().stream()
          .filter(wanted -> !wanted.wasRun(runs, documented.isExample()))
          .forEach(wanted -> missing.computeIfAbsent(wanted.toString(), any -> new TreeSet<>())
              .add(documented.where()));
    }
    assertThat(missing).as("documented, and run by no test to its good end").isEmpty();
  }

  private static Map<Invocation, Set<Integer>> runs() throws Exception {
    Map<Invocation, Set<Integer>> runs = new LinkedHashMap<>();
    for (Run run : CommandsRun.since(Instant.parse(System.getProperty(BEGIN, "")))) {
      read(run).ifPresent(invocation -> runs.computeIfAbsent(invocation, any -> new TreeSet<>())
          .add(run.exitCode()));
    }
    return runs;
  }

  /** Tests give wrong commands, too; those are documented nowhere. */
  private static Optional<Invocation> read(Run run) {
    try {
      return Optional.of(Invocation.of(run.words()));
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }
}
