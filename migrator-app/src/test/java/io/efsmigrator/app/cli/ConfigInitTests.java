package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file from answers, a line each, as a pipe gives them. */
class ConfigInitTests {

  private static final String DEFAULTS = "fs-0123456789abcdef0" + "\n".repeat(20);

  @TempDir
  Path folder;

  private final ConfigInitCommand command = new ConfigInitCommand();
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void nameTheFile() {
    command.file = folder.resolve("migration.yaml");
  }

  @Test
  void theIdOfTheSourceIsEnough() throws IOException {
    answer(DEFAULTS);

    MigrationConfig config = MigrationFile.read(command.file);
    assertThat(config.canonical()).containsEntry("source.file-system", "fs-0123456789abcdef0")
        .containsEntry("cutover.approval", "required");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "fs-0123456789abcdef0|calls|eu-central-1|/a|a # b: \"c\"|/b|generalPurpose|elastic||n1|||n2||||",
    "fs-0123456789abcdef0||||||||fstab|/mnt/calls|recorder.timer recorder.service|/bin/show-role||||||||",
    "fs-0123456789abcdef0||||||||commands|r|h|e|w|q|s|use {dns}|||ssh|a.example.net|||ssm|i-0123456789abcdef0||"})
  void whateverIsAnsweredTheFileIsRight(String answers) throws IOException {
    answer(answers.replace('|', '\n'));

    assertThat(MigrationFile.read(command.file).plan().nodes()).hasSize(2);
  }

  @Test
  void aFileThatIsThereStaysAsItIs() throws IOException {
    Files.writeString(command.file, "mine");

    assertThatThrownBy(() -> answer(DEFAULTS)).hasMessageContaining("is there already");
    assertThat(command.file).hasContent("mine");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fs-wrong\n", "fs-0123456789abcdef0\nname with spaces\n",
    "fs-0123456789abcdef0\n\n\n/same\n\n/same\n\n\n\n\n\n\n\n\n\n\n\n"})
  void aWrongOrMissingAnswerOfAPipeWritesNothing(String answers) {
    assertThatThrownBy(() -> answer(answers)).isInstanceOf(OperatorError.class);
    assertThat(command.file).doesNotExist();
  }

  @Test
  void aPersonIsAskedAgain() throws IOException {
    command.write(new Interview(new BufferedReader(new StringReader("fs-wrong\n" + DEFAULTS)),
        new PrintWriter(out, true), Interview.Mistake.ASK_AGAIN));

    assertThat(out.toString()).contains("fs-wrong: ");
    assertThat(command.file).exists();
  }

  private void answer(String lines) throws IOException {
    command.write(new Interview(new BufferedReader(new StringReader(lines)),
        new PrintWriter(out, true), Interview.Mistake.GIVE_UP));
  }
}
