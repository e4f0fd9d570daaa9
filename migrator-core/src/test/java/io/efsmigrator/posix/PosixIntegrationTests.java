package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

  /** What a client of NFS needs to hear; its cache is in no test, so the calls stand for it. */
  @Test
  void aListingDropsTheCachedOneAndKeepsTheClientInterestedInAttributes()
      throws IOException, InterruptedException {
    Path few = Files.createDirectory(folder.resolve("few"));
    for (int i = 0; i < 3; i++) {
      Files.createFile(few.resolve("entry-" + i));
    }
    List<String> expected = new ArrayList<>(List.of("fadvise64 POSIX_FADV_DONTNEED", "getdents64"));
    // Nine are needed, however few names the client's first request has brought.
    expected.addAll(Collections.nCopies(16, "statx"));
    expected.add("getdents64");

    assertThat(traced("fadvise64,getdents64,statx", "list", few)).isEqualTo(expected);
  }

  @Test
  void aFileIsLookedAtOnceMoreBehindItsClose() throws IOException, InterruptedException {
    Path file = Files.createFile(folder.resolve("written"));

    assertThat(traced("openat,close,statx", "close-and-stat", file)).containsExactly("openat",
        "openat O_PATH", "close", "statx", "close");
  }

  /** The traced calls about a path, with the word that matters. */
  private List<String> traced(String calls, String action, Path about)
      throws IOException, InterruptedException {
    assumeTrue(canTrace(), "strace cannot be used here, so no calls can be seen");
    Path trace = folder.resolve("trace");
    List<String> strace = List.of("strace", "-f", "-qq", "-y", "-o", trace.toString(), "-e",
        "trace=" + calls);
    assertThat(run("C", strace, action)).isEqualTo("ok");
    List<String> seen = new ArrayList<>();
    for (String line : Files.readAllLines(trace)) {
      if (line.contains("<" + about.toRealPath() + ">")) {
        String call = line.replaceFirst("^\\d+ +(\\w+).*", "$1")
            + (line.contains("POSIX_FADV_DONTNEED") ? " POSIX_FADV_DONTNEED" : "")
            + (line.contains("O_PATH") ? " O_PATH" : "");
        seen.add(call);
      }
    }
    return seen;
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
