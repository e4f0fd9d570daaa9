package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.plan.Convergence;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.QuietHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationFileTests {

  private static final Path SAMPLE = Path.of("..", "docs", "examples", "migration.yaml");

  private static final String PLAIN = """
      name: recordings
      region: us-east-1
      source:
        file-system: fs-0123456789abcdef0
        path: source
      target:
        name: MaxIO
        path: target
      cluster:
        nodes:
          - name: node-a
            role: primary
            availability-zone: us-east-1a
          - name: node-b
            role: backup
            availability-zone: us-east-1b
      """;

  @TempDir
  Path folder;

  @Test
  void readsTheDocumentedSample() {
    MigrationConfig config = MigrationFile.read(SAMPLE);

    assertThat(config.plan().id()).hasToString("recordings.fs-0123456789abcdef0");
    assertThat(config.plan().cutover().approval()).isEqualTo(CutoverSettings.Approval.REQUIRED);
    assertThat(config.sandbox()).isEmpty();
  }

  @Test
  void takesPathsRelativeToTheFileAndDefaultsFromThePlan() throws IOException {
    MigrationConfig config = MigrationFile.read(file(PLAIN));

    assertThat(config.plan().sourceRoot()).isEqualTo(folder.resolve("source"));
    assertThat(config.plan().target().performanceMode()).isEqualTo(PerformanceMode.MAX_IO);
    assertThat(config.plan().cutover()).isEqualTo(CutoverSettings.DEFAULT);
    assertThat(config.pace()).isEqualTo(PaceSettings.DEFAULT);
    assertThat(config.plan().copyHost())
        .hasValueSatisfying(host -> assertThat(host).hasToString("node-a"));
  }

  @Test
  void readsLimitsAndWindow() throws IOException {
    MigrationConfig config = MigrationFile.read(file(PLAIN + """
        pace:
          mibps: 50
          files-per-second: 7
          window: 22:00-06:00
          zone: Europe/Berlin
        """));

    assertThat(config.pace().limits()).isEqualTo(
        PaceLimits.NONE.with(PaceLimit.MIBPS, 50).with(PaceLimit.FILES_PER_SECOND, 7));
    assertThat(config.pace().window())
        .contains(QuietHours.parse("22:00-06:00", ZoneId.of("Europe/Berlin")));
    assertThat(config.canonical()).isEqualTo(MigrationFile.read(file(PLAIN)).canonical());
  }

  @Test
  void convergesByTimeOrByNumber() throws IOException {
    assertThat(
        MigrationFile.read(file(PLAIN + "cutover: {converge-within: 90s}\n")).plan().cutover()
            .convergence())
        .isEqualTo(new Convergence.Within(Duration.ofSeconds(90)));
    assertThat(MigrationFile.read(file(PLAIN + "cutover: {converge-under: 7}\n")).plan().cutover()
        .convergence()).isEqualTo(new Convergence.Under(7));
  }

  @Test
  void leavesThePaceOutOfWhatARestartCompares() throws IOException {
    MigrationConfig slow = MigrationFile.read(file(PLAIN + "copy:\n  threads: 1\n"));
    MigrationConfig other = MigrationFile.read(file(PLAIN.replace("us-east-1a", "us-east-1c")));
    MigrationConfig plain = MigrationFile.read(file(PLAIN));

    assertThat(slow.canonical()).isEqualTo(plain.canonical());
    assertThat(other.canonical()).isNotEqualTo(plain.canonical());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      region: us-east-1            | region: mars                    | :2: region: not an AWS Region
      region: us-east-1            | regoin: us-east-1               | region is missing
      name: recordings             | name: ../etc                    | :1: name: not a migration name
      fs-0123456789abcdef0         | fs-XYZ                          | :4: source.file-system: not a file system id
      fs-0123456789abcdef0         | [fs-0123456789abcdef0]          | :4: source.file-system: must be one plain value
      path: target                 | path: source                    | :8: target.path overlaps with source.path
      path: target                 | path: source/inside             | :8: target.path overlaps with source.path
      path: target                 | path: .                         | :8: target.path overlaps with source.path
      name: MaxIO                  | performance-mode: fast          | :7: target.performance-mode: `fast` is not allowed
      name: MaxIO                  | name: ''                        | target.name is missing
      role: backup                 | role: primary                   | cluster.nodes must be one primary
      role: backup                 | role: standby                   | :15: cluster.nodes[1].role: `standby` is not allowed
      node-b                       | node-a                          | :14: cluster.nodes[1].name is taken
      node-b                       | node b                          | not a node name
      us-east-1b                   | moon                            | :16: cluster.nodes[1].availability-zone: not an
      """)
  void saysFileLineKeyAndWhatIsWrong(String good, String bad, String expected) throws IOException {
    Path file = file(PLAIN.replace(good.strip(), bad.strip()));

    ConfigurationException e = catchThrowableOfType(ConfigurationException.class,
        () -> MigrationFile.read(file));

    assertThat(e.what()).startsWith(file.toString()).contains(expected.strip());
    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(e.remedy()).isNotBlank().doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      colour: red                             | :17: unknown key `colour`       | Keys allowed here: source, target
      copy: {threads: many}                   | :17: copy.threads: `many`       | a whole number from 1 to 1024
      copy: {threads: 0}                      | :17: copy.threads: `0`          | a whole number from 1 to 1024
      copy: {thread: 3}                       | unknown key `copy.thread`       | threads, chunk
      copy: 7                                 | :17: copy: must hold            | docs/configuration.md
      cutover: {approval: maybe}              | `maybe` is not allowed          | required, not-required
      pace: {mibps: 0}                        | :17: pace.mibps: `0`            | a whole number from 1 to 500000
      pace: {concurrency: much}               | `much` is not allowed           | fixed, adaptive
      pace: {window: 22-6}                    | pace.window: not a window such  | docs/configuration.md
      pace: {zone: Mars/Base}                 | pace.zone: not a zone such as   | docs/configuration.md
      cutover: {converge-within: 0s}          | converge-within must be more    | a time such as 5m
      cutover: {converge-within: 5m, converge-under: 7} | does not go with      | not both
      verify: none                            | verify: `none` is not allowed   | metadata, sample, full
      sandbox: {latency: 5}                   | sandbox.latency: `5`            | 500ms
      name: again                             | :17: `name` is given twice      | Keep one
      throughput: {raise-to-mibps: 100000}    | raise-to-mibps: `100000`        | 1 to 3414
      cutover: [a                             | not valid YAML                  | Correct the line
      """)
  void saysWhatIsAllowedInstead(String added, String expected, String remedy) throws IOException {
    Path file = file(PLAIN + added.strip() + "\n");

    ConfigurationException e = catchThrowableOfType(ConfigurationException.class,
        () -> MigrationFile.read(file));

    assertThat(e.what()).contains(expected.strip());
    assertThat(e.remedy()).contains(remedy.strip());
  }

  @Test
  void refusesTheBackupAsCopyHost() throws IOException {
    Path file = file(PLAIN.replace("cluster:\n", "cluster:\n  copy-host: node-b\n"));

    assertThatThrownBy(() -> MigrationFile.read(file))
        .hasMessageContaining(":10: cluster.copy-host is the Backup node");
  }

  @Test
  void showsNoEscapeSequenceOfTheFileOnTheTerminal() throws IOException {
    Path file = file(PLAIN + "\"\\e[2Jkey\": 1\n");

    assertThatThrownBy(() -> MigrationFile.read(file)).hasMessageContaining("\\x1b[2Jkey")
        .hasMessageNotContaining("\u001b");
  }

  @Test
  void explainsAFileThatIsMissingOrNoFile() {
    assertThatThrownBy(() -> MigrationFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> MigrationFile.read(folder)).hasMessageContaining("is a directory");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = file("# nothing\n");

    assertThatThrownBy(() -> MigrationFile.read(file)).hasMessageContaining("is empty");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("migration.yaml"), text);
  }
}
