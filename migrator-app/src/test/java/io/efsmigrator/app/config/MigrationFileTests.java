package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.archive.BucketName;
import io.efsmigrator.archive.Glob;
import io.efsmigrator.archive.StorageClass;
import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.PerformanceMode;
import io.efsmigrator.efs.Region;
import io.efsmigrator.plan.CarryOver;
import io.efsmigrator.plan.Convergence;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.CutoverSettings;
import io.efsmigrator.plan.NodeAccess;
import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.PaceSettings;
import io.efsmigrator.plan.Placement;
import io.efsmigrator.plan.QuietHours;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.TargetSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
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
  void readsWhatIsArchivedAndLeavesItOutOfWhatAMigrationCompares() throws IOException {
    MigrationConfig config = MigrationFile.read(file(PLAIN + """
        archive:
          bucket: old-recordings
          prefix: a/b
          older-than: 90d
          include: ["*.wav", "2024/**"]
          max-size: 2G
          storage-class: DEEP_ARCHIVE
          region: eu-west-1
          endpoint: https://s3.example.com
          threads: 3
        """));

    assertThat(config.archive()).isEqualTo(new ArchiveSettings(
        Optional.of(new BucketName("old-recordings")), "a/b", Optional.of(Duration.ofDays(90)),
        List.of(new Glob("*.wav"), new Glob("2024/**")), List.of(), 0, 2L << 30,
        StorageClass.DEEP_ARCHIVE, new Region("eu-west-1"),
        Optional.of(URI.create("https://s3.example.com")), 3));
    assertThat(config.canonical()).isEqualTo(MigrationFile.read(file(PLAIN)).canonical());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      bucket: Recordings          | archive.bucket: a bucket is named
      older-than: 5m              | archive.older-than is less than an hour
      prefix: /a                  | archive.prefix: a prefix has
      min-size: 5X                | archive.min-size: not a size
      endpoint: "ftp://a"         | archive.endpoint: not an address
      delete-after-verify: true   | unknown key `archive.delete-after-verify`
      """)
  void refusesWrongKeysOfAnArchive(String line, String says) {
    assertThatThrownBy(() -> MigrationFile.read(file(PLAIN + "archive:\n  " + line + "\n")))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining(says);
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
  void extendedAttributesMayBeSwitchedOffAtARestart() throws IOException {
    MigrationConfig off = MigrationFile.read(file(PLAIN + "copy: {xattrs: off}\n"));
    MigrationConfig plain = MigrationFile.read(file(PLAIN));

    assertThat(off.plan().copy().xattrs()).isEqualTo(CopySettings.Xattrs.OFF);
    assertThat(plain.plan().copy().xattrs()).isEqualTo(CopySettings.Xattrs.AUTO);
    assertThat(off.canonical()).isEqualTo(plain.canonical());
  }

  @Test
  void leavesThePaceOutOfWhatARestartCompares() throws IOException {
    MigrationConfig slow = MigrationFile.read(file(PLAIN + "copy:\n  threads: 1\n"));
    MigrationConfig other = MigrationFile.read(file(PLAIN.replace("us-east-1a", "us-east-1c")));
    MigrationConfig plain = MigrationFile.read(file(PLAIN));

    assertThat(slow.canonical()).isEqualTo(plain.canonical());
    assertThat(other.canonical()).isNotEqualTo(plain.canonical());
  }

  @Test
  void readsHowANodeIsReachedOverSsh() throws IOException {
    assertThat(overSsh("host: 10.0.0.7")).isEqualTo(new NodeAccess.Ssh("10.0.0.7",
        OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty()));
    String pin = "SHA256:" + "a".repeat(43);
    assertThat(overSsh("host: node-a.cluster", "port: 2222", "user: ops", "identity: keys/id",
        "host-key: " + pin, "known-hosts: /etc/hosts.known")).isEqualTo(new NodeAccess.Ssh(
            "node-a.cluster", OptionalInt.of(2222), Optional.of("ops"),
            Optional.of(folder.resolve("keys/id")), Optional.of(pin),
            Optional.of(Path.of("/etc/hosts.known"))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      user: ops                  | cluster.nodes[0].host is missing
      host: -oProxyCommand=id    | cluster.nodes[0].host: not a host name
      host: "a;id"               | cluster.nodes[0].host: not a host name
      host: $(id)                | cluster.nodes[0].host: not a host name
      port: 70000                | cluster.nodes[0].port: `70000`
      user: -l                   | cluster.nodes[0].user: not a user name
      user: "a b"                | cluster.nodes[0].user: not a user name
      host-key: SHA256:short     | cluster.nodes[0].host-key: not a fingerprint
      password: secret           | unknown key `cluster.nodes[0].password`
      """)
  void refusesWrongKeysOfSsh(String line, String says) {
    String[] lines = line.startsWith("host:") || line.startsWith("user: ops")
        ? new String[]{line}
        : new String[]{line, "host: a"};
    assertThatThrownBy(() -> overSsh(lines)).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(says);
  }

  private NodeAccess overSsh(String... lines) throws IOException {
    return MigrationFile.read(file(PLAIN.replaceFirst("role: primary",
        Matcher.quoteReplacement(
            "role: primary\n      channel: ssh\n      " + String.join("\n      ", lines)))))
        .plan().nodes().getFirst().access();
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
      throughput: {raise: all}                | raise: `all` is not allowed     | both, source, target
      prices: {moon-1: {storage-gb-month: 1}} | not an AWS Region               | Correct the value
      prices: {us-east-1: {storage-gb-month: -1}} | not a price                 | Correct the value
      prices: {as-of: yesterday}              | not a date                      | Correct the value
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
  void takesThePricesOfTheRegionAndTheGuidesAmount() throws IOException {
    MigrationConfig config = MigrationFile.read(file(PLAIN + """
        throughput: {raise: source}
        prices:
          as-of: 2027-01-31
          eu-central-1: {provisioned-mibps-month: 9}
          us-east-1: {provisioned-mibps-month: 7.20, storage-gb-month: 0.33}
        """));

    assertThat(config.prices().asOf()).isEqualTo("2027-01-31");
    assertThat(config.prices().storageGbMonth()).isEqualTo("0.33");
    assertThat(config.prices().elasticReadGb()).isEqualTo("0.03");
    assertThat(config.plan().target().raise()).contains(new RaisedThroughput(100,
        new BigDecimal("7.20"), RaisedThroughput.Side.SOURCE));
    assertThat(config.canonical()).containsEntry("throughput.raise-to-mibps",
        "100.0 on the source");
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

  @Test
  void carriesEverythingOverUnlessAPartIsSwitchedOff() throws IOException {
    assertThat(targetOf("").carryOver()).isEqualTo(CarryOver.ALL);
    assertThat(targetOf("  carry-over: {policy: false}\n").carryOver().leftOut())
        .isEqualTo("policy");
  }

  @Test
  void readsWhereTheTargetComesFrom() throws IOException {
    TargetSettings target = targetOf("""
          performance-mode: generalPurpose
          file-system-id: fs-0000000b
          encryption: encrypted
          kms-key: 1234-abcd
          zone: us-east-1b
        """);

    assertThat(target.origin()).isEqualTo(new TargetSettings.Origin(
        Optional.of(new FileSystemId("fs-0000000b")),
        Optional.of(new Encryption.Kms(Optional.of("1234-abcd"))),
        new Placement.OneZone(new AvailabilityZone("us-east-1b"))));
  }

  @ParameterizedTest
  @CsvSource({"'  zone: us-east-1a',target.zone", "'  kms-key: abc',target.kms-key",
    "'  encryption: encrypted\n  kms-key: alias/x',target.kms-key",
    "'  carry-over: {tags: maybe}',target.carry-over.tags"})
  void refusesATargetThatCannotBe(String lines, String key) {
    assertThatThrownBy(() -> targetOf(lines.replace("\\n", "\n") + "\n"))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining(key);
  }

  private TargetSettings targetOf(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("target.yaml"),
        PLAIN.replace("  name: MaxIO\n", "  name: MaxIO\n" + lines));
    return MigrationFile.read(file).plan().target();
  }
}
