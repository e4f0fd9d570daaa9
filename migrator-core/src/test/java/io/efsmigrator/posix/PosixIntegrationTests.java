package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs another locale or a kernel that fails on demand, so a virtual machine of its own. */
class PosixIntegrationTests {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"C", "POSIX", "C.UTF-8"})
  void opensRootsOfAnyNameInEveryLocale(String locale) throws IOException, InterruptedException {
    try (Directory directory = Directory.open(folder)) {
      directory.makeDirectory(Name.of("Grüße"), 0700);
      directory.makeDirectory(Name.of(new byte[]{(byte) 0xff, '\n', '%', '4', '1'}), 0700);
    }

    assertThat(run(locale, List.of(), "open-children")).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({"syncfs:error=EINTR:when=1..5, sync-file-system, ok",
    "syncfs:error=EINTR, sync-file-system, syncfs EINTR",
    "syncfs:error=EIO, sync-file-system, syncfs EIO",
    "ftruncate:error=EDQUOT, write, ftruncate EDQUOT",
    "fsync:error=EIO, write, fsync EIO"})
  void interruptionsAreRetriedAndErrorsAreNamed(String injection, String action, String expected)
      throws IOException, InterruptedException {
    List<String> strace = List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e",
        "trace=syncfs,ftruncate,fsync", "-e", "inject=" + injection);
    assumeTrue(canTrace(), "strace cannot be used here, so no errors can be injected");

    assertThat(run("C", strace, action)).isEqualTo(expected);
  }

  @Test
  void theProgramOfTheseTestsWorksByItself() throws IOException, InterruptedException {
    assertThat(run("C", List.of(), "write")).isEqualTo("ok");
    assertThat(folder.resolve("written")).hasSize(50);
  }

  private static boolean canTrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String run(String locale, List<String> prefix, String action)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), PosixProgram.class.getName(), action,
        folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(output, StandardCharsets.UTF_8).strip();
  }
}
