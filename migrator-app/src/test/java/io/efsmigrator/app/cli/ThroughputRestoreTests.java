package io.efsmigrator.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.documents.CommandsRun;
import io.efsmigrator.app.history.SampleHistory;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Throughput;
import io.efsmigrator.stage.Obligation;
import io.efsmigrator.stage.StageOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code throughput restore}, with attempts that are told beforehand and a day that takes no time. */
class ThroughputRestoreTests {

  private static final int NOT_YET = 3;
  private static final int INTERRUPTED = 130;
  private static final Instant TOMORROW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant SOON = Instant.parse("2026-11-23T08:00:05Z");
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "migration.yaml");

  @TempDir
  Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Deque<Launcher.Owed> attempts = new ArrayDeque<>();
  private final List<Instant> pauses = new ArrayList<>();
  private int signalAfter = Integer.MAX_VALUE;
  private int looks;
  private Path file = EXAMPLE;

  @BeforeEach
  void history() throws SQLException {
    SampleHistory.create("jdbc:h2:" + folder.resolve("repository"));
  }

  @Test
  void saysWhenAndEndsIfItMayNotYet() {
    attempts.add(owed());

    assertThat(restore()).isEqualTo(NOT_YET);
    assertThat(out.toString()).contains("owed: fs-00000001 from provisioned:100.0 to bursting",
        "possible from " + TOMORROW, "20.00 USD a day");
    assertThat(pauses).isEmpty();
  }

  @Test
  void waitsUntilAwsAllowsItAndForTheChangeItself() {
    attempts.addAll(List.of(owed(), owed(), changing(), changing(), met()));

    assertThat(restore("--wait")).isZero();
    assertThat(pauses).containsExactly(TOMORROW, TOMORROW, SOON, SOON);
    assertThat(out.toString().lines().toList()).as("each thing is said once").hasSize(3)
        .last().asString().contains("nothing is owed");
  }

  @Test
  void waitsForTheChangeAlsoWithoutBeingTold() {
    attempts.addAll(List.of(changing(), met()));

    assertThat(restore()).isZero();
    assertThat(pauses).containsExactly(SOON);
  }

  @Test
  void isEndedByASignalAndStillOwes() {
    attempts.addAll(List.of(owed(), owed()));
    signalAfter = 1;

    assertThat(restore("--wait")).isEqualTo(INTERRUPTED);
    assertThat(err.toString()).contains("it is still owed");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void givesUpOnAChangeThatNeverEnds() {
    for (int i = 0; i < 1_000; i++) {
      attempts.add(changing());
    }

    assertThat(restore("--wait")).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(looks).isEqualTo(360);
  }

  @Test
  void doesNotCountTheTimeOfADay() {
    for (int i = 0; i < 1_000; i++) {
      attempts.add(owed());
    }
    attempts.add(met());

    assertThat(restore("--wait")).isZero();
  }

  @Test
  void saysWhatStandsInItsWay() {
    attempts.add(new Launcher.Owed(StageOutcome.Blocked.failed("EFS: not allowed", "Allow it."),
        List.of(obligation()), SOON));

    assertThat(restore("--wait")).isEqualTo(1);
    assertThat(err.toString()).contains("EFS: not allowed", "Allow it.");
  }

  @Test
  void tellsWhoeverLetItWaitHowItEnded() throws IOException {
    List<String> told = new ArrayList<>();
    HttpServer receiver = HttpServer
        .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", exchange -> {
      told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    receiver.start();
    Files.writeString(folder.resolve("hook"),
        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
    file = Files.writeString(folder.resolve("migration.yaml"),
        Files.readString(EXAMPLE) + "\nnotify:\n  webhook-file: hook\n  on: [due]\n");

    attempts.addAll(List.of(met()));
    assertThat(restore()).as("somebody looks").isZero();
    assertThat(told).isEmpty();
    attempts.addAll(List.of(owed(), changing(), met()));
    assertThat(restore("--wait")).isZero();
    attempts.add(new Launcher.Owed(StageOutcome.Blocked.failed("EFS: not allowed", "Allow it."),
        List.of(obligation()), SOON));
    assertThat(restore("--wait")).isEqualTo(1);
    receiver.stop(0);

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).contains("throughput restore of", "nothing is owed any more");
    assertThat(told.getLast()).contains("it is still owed: EFS: not allowed", "Allow it.");
  }

  private static Launcher.Owed owed() {
    return new Launcher.Owed(new StageOutcome.Completed("owed"), List.of(obligation()), TOMORROW);
  }

  private static Launcher.Owed changing() {
    return new Launcher.Owed(
        new StageOutcome.Waiting("fs-00000001 changes to bursting", Duration.ofSeconds(5)),
        List.of(obligation()), SOON);
  }

  private static Launcher.Owed met() {
    return new Launcher.Owed(new StageOutcome.Completed("nothing is owed"), List.of(), SOON);
  }

  private static Obligation obligation() {
    return new Obligation(new FileSystemId("fs-00000001"), Throughput.provisioned(100),
        Throughput.bursting(), TOMORROW, new BigDecimal("20.00"));
  }

  private int restore(String... more) {
    List<String> arguments = new ArrayList<>(List.of("throughput", "restore", "-c",
        file.toString(), "--state", folder.toString()));
    arguments.addAll(List.of(more));
    return CommandsRun.of(new Cli(this::launcher, Clock.systemUTC())).run(new PrintWriter(out),
        new PrintWriter(err), arguments.toArray(String[]::new));
  }

  /** Of all that a launcher can do, the command may use these two. */
  private Launcher launcher() {
    return (Launcher) Proxy.newProxyInstance(Launcher.class.getClassLoader(),
        new Class<?>[]{Launcher.class}, (proxy, method, arguments) -> switch (method.getName()) {
          case "lowerThroughput" -> attempt((MigrationConfig) arguments[0],
              (RepositorySettings) arguments[1]);
          case "pauseUntil" -> pause((Instant) arguments[0]);
          default -> throw new AssertionError(method.getName());
        });
  }

  private Launcher.Owed attempt(MigrationConfig config, RepositorySettings repository) {
    looks++;
    assertThat(repository.stateDirectory()).isEqualTo(folder);
    assertThat(config.plan()).isNotNull();
    return attempts.removeFirst();
  }

  private boolean pause(Instant until) {
    pauses.add(until);
    return pauses.size() <= signalAfter;
  }
}
