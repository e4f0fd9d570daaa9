package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code serve} as it is typed: it prints its address, and goes on until Ctrl-C. */
@Execution(ExecutionMode.CONCURRENT)
class ServeIntegrationTests {

  private static final String FILE = Path.of("..", "docs", "examples", "migration.yaml").toString();
  private static final int INTERRUPTED = 130;

  @TempDir
  private Path state;

  @Test
  void isThereUntilCtrlC() throws Exception {
    try (
        MigratorProcess shows = serve("only shows");
        MigratorProcess acts = serve("may stop", "--allow-actions", "--address", "127.0.0.1")) {
      assertThat(shows.exitCode()).as(shows.output()).isEqualTo(INTERRUPTED);
      assertThat(acts.exitCode()).as(acts.output()).isEqualTo(INTERRUPTED);
      assertThat(shows.output()).contains("page: http://127.0.0.1:");
    }
  }

  private MigratorProcess serve(String moment, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("serve", "-c", FILE, "--port", "0",
        "--state", state.toString()));
    line.addAll(List.of(more));
    return MigratorProcess.startAndInterruptAt(line, moment);
  }
}
