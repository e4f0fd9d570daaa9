package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by a real shell. */
class SsmQuotingIntegrationTests {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\n", "'", "''", "\"", "'\\''", "\\", "$(id)", "`id`",
    "${HOME}", "{{ssm:secret}}", "{{ ssm:secret }}", "{{{", "{", "a;b&c|d>e<f", "~", "*", "-n", "!",
    "\t", "Größe", "#"})
  void keepsAnArgumentAsItIs(String argument) throws IOException {
    String line = SsmQuoting.line(List.of("printf", "%s|%s", argument, "end"));

    assertThat(line).doesNotContain("{{");
    Process shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(argument + "|end");
  }

  @Test
  void refusesWhatNoArgumentCanHave() {
    assertThatThrownBy(() -> SsmQuoting.line(List.of("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
