package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.ssh.CuttableWire;
import io.efsmigrator.app.ssh.OpenSshServer;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.InMemoryNodeJobs;
import io.efsmigrator.cluster.JobProgress;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeJobKey;
import io.efsmigrator.cluster.NodeVerb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection to a real sshd that is cut: at every stage, and at random bytes. The seed is printed,
 * and {@code -Dcampaign.seed} repeats it as far as the machine's timing allows.
 */
class CutConnectionIntegrationTests {

  private static final Duration ENOUGH = Duration.ofSeconds(60);
  private static final int CUTS = Integer.getInteger("campaign.cuts", 8);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int MAX_TRIES = 10_000;

  @TempDir
  Path folder;

  private OpenSshServer server;
  private CuttableWire wire;

  @BeforeEach
  void start() throws Exception {
    server = OpenSshServer.start(folder);
    wire = CuttableWire.to(server.port());
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null && wire != null) {
      wire.close();
      server.close();
    }
  }

  @Test
  void aCommandRunsOnceOrNotAtAllWhereverItsConnectionIsCut() throws Exception {
    long whole;
    try (SshChannel channel = channel()) {
      assertThat(say(channel, "whole").exitCode()).isZero();
      whole = wire.passed();
    }
    Random random = new Random(SEED);
    int lost = 0;
    int ran = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      // Stratified, so that each stage has its share: greeting, keys, login, command, exit code.
      long at = (long) ((cut + random.nextDouble()) * whole / CUTS);
      wire.cutAfter(at);
      try (SshChannel channel = channel()) {
        assertThat(say(channel, "cut-" + cut).out()).as(where(at)).hasToString("said\n");
      } catch (NodeException e) {
        assertThat(e.kind()).as(where(at) + ": " + e.getMessage()).isEqualTo(Kind.UNREACHABLE);
        lost++;
      }
      Path log = folder.resolve("cut-" + cut);
      if (Files.exists(log)) {
        assertThat(Files.readAllLines(log)).as(where(at)).containsExactly("ran");
        ran++;
      }
    }
    System.out.printf("%d cuts, seed %d: %d commands lost, %d ran, none twice%n", CUTS, SEED, lost,
        ran);
    assertThat(lost).isPositive();
  }

  @Test
  void aDetachedCommandRunsOnceWhereverItsConnectionIsCut() throws Exception {
    long before = wire.passed();
    bring("whole");
    long whole = wire.passed() - before;
    Random random = new Random(SEED);
    long cuts = wire.cuts();
    for (int cut = 0; cut < CUTS; cut++) {
      long at = (long) (random.nextDouble() * whole);
      wire.cutAfter(at);
      bring("job-" + cut);
    }
    System.out.printf("%d of %d jobs were cut, seed %d: all ran once%n", wire.cuts() - cuts, CUTS,
        SEED);
    assertThat(wire.cuts() - cuts).isGreaterThan(CUTS / 2);
  }

  @Test
  void aCommandThatIsCutWhileItRunsIsNoSuccess() throws Exception {
    Path began = folder.resolve("began");
    Path gate = folder.resolve("gate");
    try (SshChannel channel = channel()) {
      Thread.ofVirtual().start(() -> {
        while (!Files.exists(began)) {
          Thread.onSpinWait();
        }
        wire.cut();
      });
      assertThatThrownBy(() -> channel.run(CommandLine.of(ENOUGH, "sh", "-c",
          "touch \"$1\"; until [ -e \"$2\" ]; do sleep 0.05; done", "sh", began.toString(),
          gate.toString()))).isInstanceOfSatisfying(NodeException.class,
              e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      Files.createFile(gate);

      // The next command finds a connection of its own.
      assertThat(say(channel, "next").exitCode()).isZero();
    }
  }

  @Test
  void aConnectionThatWasCutWhileIdleIsOpenedAgain() throws Exception {
    try (SshChannel channel = channel()) {
      say(channel, "first");
      wire.cut();

      assertThat(say(channel, "second").exitCode()).isZero();
    }
  }

  /** As the stage does: launches, looks, and asks again after every lost connection. */
  private void bring(String name) throws Exception {
    Path log = folder.resolve(name);
    NodeJobKey key = new NodeJobKey(name, NodeVerb.UPGRADE, Ssh.NODE);
    Upgrades upgrades = new Upgrades(new InMemoryNodeJobs(), Clock.systemUTC());
    List<String> argv = List.of("sh", "-c", "echo ran >>\"$1\"; sleep 0.2; echo said", "sh",
        log.toString());
    try (SshChannel channel = channel()) {
      for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
        try {
          JobProgress progress = upgrades.bring(channel, key, folder.resolve("jobs"), argv);
          if (progress instanceof JobProgress.Running) {
            continue;
          }
          assertThat(progress).as(where(attempt)).isEqualTo(new JobProgress.Exited(0, "said"));
          assertThat(folder.resolve("jobs").resolve(key + ".1").resolve("rc")).hasContent("0");
          assertThat(Files.readAllLines(log)).as(where(attempt)).containsExactly("ran");
          return;
        } catch (NodeException e) {
          assertThat(e.kind()).as(where(attempt) + ": " + e.getMessage())
              .isEqualTo(Kind.UNREACHABLE);
        }
      }
    }
    throw new AssertionError(name + " did not end, " + where(0));
  }

  private CommandResult say(SshChannel channel, String name) {
    return channel.run(CommandLine.of(ENOUGH, "sh", "-c", "echo ran >>\"$1\"; echo said", "sh",
        folder.resolve(name).toString()));
  }

  private SshChannel channel() throws Exception {
    return Ssh.channel(server.access(wire.port()), folder);
  }

  private static String where(long at) {
    return "seed " + SEED + ", at " + at;
  }
}
