package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerIntegrationTests {

  @TempDir
  private Path folder;

  @Test
  void aSyncThatFailedIsNotTriedAgainOnTheSameFile() throws IOException, InterruptedException {
    assumeTrue(canTrace(), "strace cannot be used here, so no errors can be injected");

    // Two syncs make the empty ledger, the third belongs to the first append, the fourth fails.
    assertThat(run("inject=fsync:error=EIO:when=4")).containsExactly("ok 10", "failed 10",
        "failed 10");
  }

  private static boolean canTrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> run(String injection) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "-e",
        "trace=fsync", "-e", injection,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), LedgerProgram.class.getName(),
        folder.resolve("ledger.avro").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }
}
