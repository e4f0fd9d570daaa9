package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a checkout of its own, with a Java and a Maven that only say what they were asked. */
class LauncherIntegrationTests {

  private static final int PATIENCE_SECONDS = 60;

  @TempDir
  Path folder;

  private Path checkout;
  private Path path;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("check out"));
    path = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("..", "migrator"), checkout.resolve("migrator"));
    for (String source : List.of("pom.xml", "migrator-core/pom.xml", "migrator-app/pom.xml",
        "db/V1.sql",
        "migrator-core/src/main/A.java", "migrator-app/src/main/B.java")) {
      Files.createDirectories(checkout.resolve(source).getParent());
      Files.writeString(checkout.resolve(source), source);
    }
    jdk("jdk25", "25.0.3");
    // Only these, so that a Maven or a Java of this machine is not found.
    for (String tool : List.of("cat", "cp", "dirname", "find", "flock", "grep", "head", "mkdir",
        "readlink", "rm",
        "sleep", "tail")) {
      Files.createSymbolicLink(path.resolve(tool), Path.of("/usr/bin", tool));
    }
    script(path.resolve("mvn"), """
        echo built >> "%s/builds"
        mkdir -p migrator-app/target/app
        : > migrator-app/target/app/migrator.jar
        """.formatted(folder));
  }

  @Test
  void buildsOnceAndThenOnlyWhenASourceIsNewer() throws Exception {
    assertThat(launch("status").exitCode()).isZero();
    assertThat(launch("status").exitCode()).isZero();
    assertThat(builds()).isEqualTo(1);

    Instant built = Files.getLastModifiedTime(checkout.resolve("migrator-app/target/app/built"))
        .toInstant();
    Files.setLastModifiedTime(checkout.resolve("db/V1.sql"),
        FileTime.from(built.plusSeconds(3_600)));
    assertThat(launch("status").exitCode()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsOnceForStartsAtTheSameTime() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(process(checkout.resolve("migrator"), "status").start());
    }
    for (Process start : starts) {
      assertThat(start.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isZero();
    }

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesAJdk25WhereJavaOnThePathIsOlder() throws Exception {
    jdk("jdk17", "17.0.15");
    Files.createSymbolicLink(path.resolve("java"), folder.resolve("jdk17/bin/java"));

    assertThat(launch("status").text()).contains("java of 25.0.3");
  }

  @Test
  void saysWhatToInstallWhereThereIsNoMaven() throws Exception {
    Files.delete(path.resolve("mvn"));
    Ended ended = launch("status");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.text()).contains("error: not built yet").contains("fix:   Install Maven");
  }

  @Test
  void saysThatTheBuildFailedAndWhere() throws Exception {
    script(path.resolve("mvn"), "echo '[ERROR] something'; exit 1\n");
    Ended ended = launch("status");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.text()).contains("[ERROR] something").contains("error: the build failed")
        .contains("build.log");
  }

  @Test
  void keepsTheOptimizingCompilerForLongCommandsOnly() throws Exception {
    assertThat(launch("status", "-c", "x").text()).contains("TieredStopAtLevel=1");
    assertThat(launch("launch", "-c", "x").text()).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void passesEveryArgumentAsItIsAndRunsPrivately() throws Exception {
    String text = launch("copy", "a b", "$(touch x)", "*", "").text();

    assertThat(text).contains("<copy><a b><$(touch x)><*><>").contains("umask 0077");
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("check out", "migrator"));
    Path second = Files.createSymbolicLink(path.resolve("m"), link);

    assertThat(run(second, "status").text())
        .contains(checkout.toRealPath() + "/migrator-app/target/app/migrator.jar");
  }

  @Test
  void usesTheCacheOfTheBuildIfThereIsOne() throws Exception {
    assertThat(launch("status").text()).doesNotContain("AOTCache");
    Files.createFile(checkout.resolve("migrator-app/target/app/migrator.aot"));

    assertThat(launch("status").text()).contains("AOTCache=" + checkout.toRealPath());
  }

  private record Ended(int exitCode, String text) {}

  private Ended launch(String... arguments) throws Exception {
    return run(checkout.resolve("migrator"), arguments);
  }

  private Ended run(Path script, String... arguments) throws Exception {
    Process process = process(script, arguments).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), text);
  }

  private ProcessBuilder process(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
        .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk25").toString());
    return builder;
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private void jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), """
        echo "java of %s" "$@"
        echo "umask $(umask)"
        while [ "$1" != io.efsmigrator.app.Migrator ]; do shift; done
        shift
        for argument in "$@"; do printf '<%%s>' "$argument"; done
        """.formatted(version));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
