package io.efsmigrator.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder in which the blocks of documents are run as somebody would paste them into a shell. */
final class Workplace {

  private static final int PATIENCE_MINUTES = 3;

  private final Path folder;

  /** What a checkout has, as far as the documents name it. */
  Workplace(Path folder) throws IOException {
    this.folder = folder;
    for (String name : List.of("bench", "migrator-app")) {
      Files.createSymbolicLink(folder.resolve(name), Documents.ROOT.resolve(name));
    }
    // Hands everything to the launcher, and writes down what that was and how it ended.
    Path launcher = Files.writeString(folder.resolve("migrator"), """
        #!/bin/bash
        "%s" "$@"
        code=$?
        { printf '%%s' "$code"; printf '\\t%%s' "$@"; echo; } >> "%s"
        exit "$code"
        """.formatted(Documents.ROOT.resolve("migrator"), CommandsRun.file()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void run(Path document, List<String> blocks) throws Exception {
    Path script = Files.writeString(folder.resolve("blocks.sh"),
        "set -euo pipefail\n" + String.join("", blocks));
    Path output = folder.resolve("output.txt");
    ProcessBuilder bash = new ProcessBuilder("bash", "-x", script.toString())
        .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    bash.environment().put("EFS_MIGRATOR_NO_BUILD", "1");
    bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
    bash.environment().merge("PATH", System.getProperty("java.home") + "/bin",
        (path, java) -> java + ":" + path);
    Process process = bash.start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s:%n%s", document, Files.readString(output)).isTrue();
  }
}
