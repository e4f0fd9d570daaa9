package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.state.TestPostgres;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills runs with SIGKILL at random moments, start-up included, and restarts them until they are done.
 *
 * <p>One kill of two of the four always; {@code -Pcampaign} makes it a hundred for each of them. The seed is
 * printed, and {@code -Dcampaign.seed} repeats it as far as the machine's timing allows.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillCampaignIntegrationTests {

  private static final int KILLS = Integer.getInteger("campaign.kills", 2);
  private static final int KILLS_IN_A_ROW = 6;
  private static final int FILES = Integer.getInteger("campaign.files", 1500);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int EXIT_USAGE = 2;

  @TempDir
  Path folder;

  private final Random random = new Random(SEED);
  private int kills;
  private int rounds;

  @Test
  void aCopyOnH2SurvivesBeingKilled() throws Exception {
    takesPart(true);
    campaign("copy on H2", round -> new CopyScenario(folder.resolve(round), FILES, List.of()));
  }

  @Test
  void aDemoOnH2SurvivesBeingKilled() throws Exception {
    takesPart(false);
    campaign("demo on H2", round -> new DemoScenario(folder.resolve(round), FILES, List.of()));
  }

  @Test
  void aCopyOnPostgresqlSurvivesBeingKilled() throws Exception {
    takesPart(false);
    campaign("copy on PostgreSQL",
        round -> new CopyScenario(folder.resolve(round), FILES, database()));
  }

  @Test
  void aDemoOnPostgresqlSurvivesBeingKilled() throws Exception {
    takesPart(true);
    campaign("demo on PostgreSQL",
        round -> new DemoScenario(folder.resolve(round), FILES, database()));
  }

  /** A small run has a copy on one database and a demo on the other, by lot. */
  private static void takesPart(boolean even) {
    assumeTrue(KILLS > 1 || (SEED % 2 == 0) == even, "not drawn by seed " + SEED);
  }

  private interface Rounds {
    Scenario next(String name) throws Exception;
  }

  private void campaign(String name, Rounds scenarios) throws Exception {
    System.out.printf("%s: %d kills, seed %d%n", name, KILLS, SEED);
    while (kills < KILLS) {
      rounds++;
      try (Scenario scenario = scenarios.next("round-" + rounds)) {
        killAndRestart(scenario);
        assertThat(FileTree.read(scenario.target())).as(where())
            .isEqualTo(FileTree.read(scenario.source()));
        assertThat(scenario.target().resolve(".efs-migrator")).as(where()).doesNotExist();
        scenario.checkEndState();
      }
    }
    System.out.printf("%s: %d kills in %d rounds, no committed file copied again%n", name, kills,
        rounds);
  }

  /** One migration: killed a few times, restarted each time, at last left to finish. */
  private void killAndRestart(Scenario scenario) throws Exception {
    int killsHere = 0;
    boolean onePass = true;
    Map<RelativePath, Timestamp> committed = Map.of();
    List<String> command = scenario.launch();
    for (int attempt = 0; attempt < 4 * KILLS_IN_A_ROW; attempt++) {
      boolean kill = kills < KILLS && killsHere < KILLS_IN_A_ROW;
      try (MigratorProcess process = MigratorProcess.start(command)) {
        if (kill && process.killAfter(random.nextInt(scenario.spanMillis()))) {
          kills++;
          killsHere++;
          committed = Recopies.check(scenario, onePass ? committed : Map.of(), where());
          command = scenario.restart();
          continue;
        }
        int exit = process.exitCode();
        if (exit == EXIT_USAGE && command.equals(scenario.restart())) {
          // Killed before anything was recorded, or after all was: nothing to restart. The second
          // makes a new pass, which may take young files again, so nothing is promised any more.
          command = scenario.launch();
          onePass &= committed.isEmpty();
          continue;
        }
        assertThat(exit).as("%s, %s:%n%s", where(), command, process.output()).isZero();
        Recopies.check(scenario, onePass ? committed : Map.of(), where());
        return;
      }
    }
    throw new AssertionError("did not finish, " + where());
  }

  private String where() {
    return "seed %d, round %d".formatted(SEED, rounds);
  }

  private static List<String> database() {
    return List.of("--db", TestPostgres.newDatabase());
  }
}
