package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunOutcomeTests {

  static Stream<Arguments> results() {
    return Stream.of(Arguments.of(new RunResult.Completed(1, "EFS DATA MIGRATION SUCCESSFUL"), 0),
        Arguments.of(new RunResult.AlreadyCompleted(1), 0),
        Arguments.of(new RunResult.Failed(1, "what", "do"), 1),
        Arguments.of(new RunResult.Stopped(1, "after scan"), 3),
        Arguments.of(new RunResult.Paused(1, "approval", "approve it"), 3),
        Arguments.of(new RunResult.Differences(1, 7, "what", "do"), 4),
        Arguments.of(new RunResult.Refused("held", "wait"), 5),
        Arguments.of(new RunResult.Interrupted(1, "SIGTERM"), 130));
  }

  @ParameterizedTest
  @MethodSource("results")
  void hasOneExitCodeForEveryEnd(RunResult result, int expected) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());

    assertThat(RunOutcome.print(result, nowhere, nowhere)).isEqualTo(expected);
  }
}
