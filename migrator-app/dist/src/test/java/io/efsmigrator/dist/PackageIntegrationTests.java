package io.efsmigrator.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.efsmigrator.app.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Archive and Debian package, unpacked into an empty folder and run without any other Java. */
class PackageIntegrationTests {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir
  Path folder;

  private BareRoot root;

  @BeforeEach
  void makeRoot() throws Exception {
    root = new BareRoot(folder);
  }

  @Test
  void theDebianPackageRunsTheDemoWhereThereIsNoJava() throws Exception {
    assumeThat(Path.of("/usr/bin/dpkg-deb")).exists();
    root.run(List.of("dpkg-deb", "-x", built(".deb").toString(), folder.toString())).orFail();
    Path migrator = folder.resolve("usr/bin/migrator");
    String sandbox = folder.resolve("sandbox").toString();

    assertThat(root.migrator(migrator, "demo", "--files", "100", "--dir", sandbox).orFail().text())
        .contains("EFS DATA MIGRATION SUCCESSFUL");
    assertThat(root.migrator(migrator, "status", "-c", sandbox + "/migration.yaml").orFail().text())
        .contains("completed");
    assertThat(folder.resolve("usr/share/man/man1/migrator-status.1")).isRegularFile();
    assertThat(folder.resolve("usr/share/doc/efs-migrator/docs/configuration.md")).isRegularFile();
    assertThat(folder.resolve("usr/share/bash-completion/completions/migrator")).content()
        .contains("_complete_migrator");
  }

  @Test
  void theArchiveRunsFromWhereItIsUnpacked() throws Exception {
    root.run(List.of("tar", "-xzf", built(".tar.gz").toString(), "--strip-components=1"))
        .orFail();

    assertThat(root.migrator(folder.resolve("migrator"), "--version").orFail().text())
        .contains("efs-migrator 0", "Java 25");
    assertThat(root.migrator(folder.resolve("migrator"), "config", "check",
        folder.resolve("docs/examples/migration.yaml").toString()).orFail().text())
        .contains("is right");
    assertThat(folder.resolve("systemd/efs-migrator@.service")).content()
        .contains("ExecStart=/usr/bin/migrator launch -c");
  }

  @Test
  void theListOfPartsHasWhatIsInsideAndNothingElse() throws IOException {
    assertThat(built(".cdx.json")).content()
        .contains("CycloneDX", "pkg:maven/info.picocli/picocli@",
            "pkg:maven/com.h2database/h2@")
        .doesNotContain("asciidoctorj", "junit");
  }

  @Test
  void everythingHandedOnHasItsChecksum() throws Exception {
    for (String kind : List.of(".deb", ".tar.gz", ".cdx.json")) {
      Path file = built(kind);
      root.run(List.of("sh", "-c", "cd \"$0\" && sha256sum -c \"$1\"", TARGET.toString(),
          file.getFileName() + ".sha256")).orFail();
    }
  }

  @Test
  void everyCommandHasAManualPage() {
    List<String> commands = new ArrayList<>();
    collect(Cli.all(), commands);

    assertThat(commands).hasSizeGreaterThan(20).contains("migrator-config-check");
    for (String command : commands) {
      assertThat(TARGET.resolve("image/man/man1/" + command + ".1")).content()
          .contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"DESCRIPTION\"");
    }
  }

  private static void collect(CommandLine command, List<String> names) {
    names.add(command.getCommandSpec().qualifiedName("-"));
    command.getSubcommands().values().forEach(sub -> collect(sub, names));
  }

  private static Path built(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }
}
