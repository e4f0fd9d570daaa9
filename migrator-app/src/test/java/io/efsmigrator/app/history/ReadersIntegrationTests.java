package io.efsmigrator.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers against a process that owns the file but does not (yet) answer: the worst moment. */
class ReadersIntegrationTests {

  private static final int LOOKS = 15;
  private static final int STARTS = 4;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir
  Path folder;

  @Test
  void neverDisturbTheOwnerOfTheFile() throws Exception {
    try (Writer writer = new Writer(folder, "a")) {
      writer.awaitWriting();
      int answered = 0;
      for (int i = 0; i < LOOKS; i++) {
        answered += look() ? 1 : 0;
      }

      long written = writer.stop();
      assertThat(written).isPositive();
      assertThat(rows()).isEqualTo(written);
      // A copy taken in the middle of a write may be torn; then one looks again.
      assertThat(answered).isPositive();
    }
  }

  @Test
  void neverBlockAStart() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    Thread reader = Thread.ofPlatform().start(() -> {
      while (!enough.get()) {
        look();
        looks.incrementAndGet();
      }
    });
    try {
      long written = 0;
      for (int i = 0; i < STARTS; i++) {
        try (Writer writer = new Writer(folder, "start" + i)) {
          writer.awaitWriting();
          written += writer.stop();
        }
      }
      assertThat(looks).hasPositiveValue();
      enough.set(true);
      reader.join();
      assertThat(rows()).isEqualTo(written);
    } finally {
      enough.set(true);
      reader.join();
    }
  }

  @Test
  void leaveNoCopyBehind() throws Exception {
    SampleHistory.create("jdbc:h2:" + folder.resolve("repository"));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long before = copies(temporary);
    look();

    assertThat(copies(temporary)).isEqualTo(before);
  }

  private static long copies(Path temporary) throws IOException {
    try (var files = java.nio.file.Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("efs-migrator-history"))
          .count();
    }
  }

  private boolean look() {
    try (HistoryQueries history = History.open(folder, null, Map.of())) {
      history.ask(Question.all(Topic.MIGRATIONS));
      return true;
    } catch (OperatorError e) {
      return false;
    }
  }

  private long rows() {
    try (HistoryQueries history = History.open(folder, null, Map.of())) {
      return history.ask(Question.all(Topic.MIGRATIONS)).cells().size();
    }
  }

  private static final class Writer implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    Writer(Path folder, String name) throws IOException {
      process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
          "-XX:TieredStopAtLevel=1", "-cp", classPath(), WriterProcess.class.getName(),
          folder.resolve("repository").toString(), name)
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    void awaitWriting() throws IOException {
      String line = out.readLine();
      while (line != null && !line.equals("writing")) {
        line = out.readLine();
      }
      assertThat(line).as("the writer could not start").isEqualTo("writing");
    }

    long stop() throws IOException, InterruptedException {
      process.outputWriter(StandardCharsets.UTF_8).append("enough\n").flush();
      String line = out.readLine();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return Long.parseLong(String.valueOf(line));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }

    /** Surefire may pass the class path in another property. */
    private static String classPath() {
      return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
  }
}
