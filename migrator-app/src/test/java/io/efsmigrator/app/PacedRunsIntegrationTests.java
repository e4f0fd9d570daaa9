package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.state.TestPostgres;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that would take minutes at the pace they are given, as an operator drives them. */
@Timeout(120)
class PacedRunsIntegrationTests {

  private static final int FILES = 300;
  private static final int STOPPED = 3;

  @TempDir
  private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(
      Instant.parse("2026-11-23T23:00:00Z"));
  private final List<String> options = new ArrayList<>();
  private Path source;
  private Path target;

  private record Ended(int code, String text) {}

  /** A thread for a run; when the test ends early, the run does too. */
  private final class Beside implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    Future<Ended> run(Callable<Ended> run) {
      return thread.submit(run);
    }

    @Override
    public void close() {
      thread.shutdown();
      while (!thread.isTerminated()) {
        migrator("stop");
      }
    }
  }

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = Files.createDirectories(folder.resolve("target"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(source.resolve("file-" + i), "x");
    }
    options.addAll(List.of("--state", folder.resolve("state").toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void aThrottleIsHeardByTheRunAtWork(String vendor) throws Exception {
    if (vendor.equals("postgresql")) {
      options.addAll(List.of("--db", TestPostgres.newDatabase()));
    }
    try (Beside other = new Beside()) {
      Future<Ended> copy = other.run(() -> copy("--files-per-second", "1"));
      awaitStep("copyFiles");
      assertThat(migrator("throttle").text()).containsPattern("files-per-second +1 +1 +- +-");
      assertThat(migrator("throttle", source.toString(), target.toString(),
          "--files-per-second", "none", "--mibps", "5000").text())
          .containsPattern("files-per-second +none +1 +none +\\w")
          .containsPattern("mibps +5000 +- +5000 +\\w");

      assertThat(copy.get().code()).as("%s", copy.get().text()).isZero();
    }
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aStopDoesNotWaitBehindAThrottleWhichOutlivesIt() throws Exception {
    try (Beside other = new Beside()) {
      Future<Ended> copy = other.run(() -> copy());
      assertThat(copy.get().code()).isZero();
      Files.writeString(source.resolve("more"), "x");
      Future<Ended> again = other.run(() -> copy("--requests-per-second", "1"));
      awaitStep("scan");
      assertThat(migrator("stop").code()).isZero();
      assertThat(again.get().code()).as("%s", again.get().text()).isEqualTo(STOPPED);

      assertThat(migrator("throttle", "--reset").text())
          .containsPattern("requests-per-second +1 +1 +- +-");
      assertThat(migrator("throttle", "--requests-per-second", "none").code()).isZero();
      Ended restart = migrator("restart");
      assertThat(restart.code()).as("%s", restart.text()).isZero();
    }
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aWindowThatClosesStopsTheRunAndTheNextNightGoesOn() throws Exception {
    now.set(Instant.parse("2026-11-23T20:00:00Z"));
    String[] night = {"--window", "22:00-06:00", "--zone", "Z", "--files-per-second", "1"};
    Ended early = copy(night);
    assertThat(early.code()).isEqualTo(STOPPED);
    assertThat(early.text()).contains("its window is 22:00-06:00", "opens 2026-11-23 22:00");

    now.set(Instant.parse("2026-11-23T23:00:00Z"));
    try (Beside other = new Beside()) {
      Future<Ended> copy = other.run(() -> copy(night));
      awaitStep("copyFiles");
      now.set(Instant.parse("2026-11-24T06:00:00Z"));

      assertThat(copy.get().code()).isEqualTo(STOPPED);
      assertThat(copy.get().text()).contains("stopped at the end of its window",
          "opens 2026-11-24 22:00");
    }
    assertThat(migrator("history", "-o", "csv").text())
        .contains("Stopped at the end of its window");
    assertThat(migrator("throttle", "--files-per-second", "none").code()).isZero();
    assertThat(migrator("restart").text()).contains("not started", "2026-11-24 22:00");

    try (Beside other = new Beside()) {
      Future<Ended> waiting = other.run(() -> migrator("restart", "--wait"));
      now.set(Instant.parse("2026-11-24T22:00:01Z"));
      assertThat(waiting.get().code()).as("%s", waiting.get().text()).isZero();
    }
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  private Ended copy(String... more) {
    List<String> command = new ArrayList<>(
        List.of("copy", source.toString(), target.toString(), "--verify", "none"));
    command.addAll(List.of(more));
    return migrator(command.toArray(String[]::new));
  }

  private void awaitStep(String step) {
    String started = "";
    while (!started.matches("(?s).*\\b" + step + " +STARTED.*")) {
      assertThat(Thread.interrupted()).as("in time, after %s", started).isFalse();
      started = migrator("status").text();
    }
  }

  private Ended migrator(String... command) {
    Clock clock = new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }
    };
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    TypedCommands typed = new TypedCommands();
    int code = typed.run(clock, arguments.toArray(String[]::new));
    return new Ended(code, typed.said());
  }
}
