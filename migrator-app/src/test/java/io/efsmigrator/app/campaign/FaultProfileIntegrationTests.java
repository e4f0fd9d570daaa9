package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same migration file, on every kind of bad day of EFS, killed in every step and at every call
 * that changes something, after the effect and before the answer: it ends with the same things.
 *
 * <p>Always: one profile, two kills, the steps that deal with EFS. {@code -Pcampaign} makes it all
 * profiles, all steps, all calls.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultProfileIntegrationTests {

  private static final int PROFILES = Integer.getInteger("campaign.profiles", 1);
  private static final boolean WHOLE = PROFILES > 1;
  /** Of all profiles only those that are named in it, separated by commas. */
  private static final String ONLY = System.getProperty("campaign.only-profiles", "");
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int COMPLETED = 0;
  private static final int STOPPED = 3;
  private static final int PROBLEMS = 4;
  private static final int INTERRUPTED = 130;

  /** So often the same kind of call may kill its caller: without a limit nothing would ever end. */
  private static final int KILLS_A_CALL = 4;
  private static final int MOST_STARTS = 80;
  private static final String NEVER = "\0";

  private static final List<String> CONTROL_PLANE = List.of("createFileSystem",
      "awaitMountTargets", "raiseThroughput");
  private static final List<String> STEPS = List.of("preflight", "createFileSystem",
      "awaitMountTargets", "raiseThroughput", "upgradePrimary", "mountTarget", "scan", "copyFiles",
      "finishTree", "deltaPass1", "verify", "quiesce", "finalPass.scan", "finalPass.prove",
      "switchPrimary", "upgradeBackup", "switchBackup", "setNormal", "lowerThroughput");

  @TempDir
  Path folder;

  private final Random random = new Random(SEED);

  /** In the small form the one that does not take minutes by its nature. */
  static Stream<FaultProfile> profiles() {
    return WHOLE
        ? Stream.of(FaultProfile.values()).limit(PROFILES)
            .filter(profile -> ONLY.isEmpty() || ONLY.contains(profile.toString()))
        : Stream.of(FaultProfile.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void theSameFileEndsWithTheSameThings(FaultProfile profile) throws Exception {
    Deque<String> moments = new ArrayDeque<>(moments(profile));
    int momentKills = moments.size();
    Map<String, Integer> callKills = new HashMap<>();
    long began = System.nanoTime();
    try (BadDay day = new BadDay(folder, profile, operation -> WHOLE
        ? callKills.merge(operation, 1, Integer::sum) <= KILLS_A_CALL
        : callKills.isEmpty() && random.nextInt(3) == 0 && callKills.put(operation, 1) == null)) {
      int starts = untilItEnds(day, moments);

      assertThat(day.efs()).as(where(profile)).isEqualTo(expected(profile));
      assertThat(day.changes()).as("each was made once: %s", where(profile))
          .containsEntry("CreateFileSystem", 1).containsEntry("CreateMountTarget", 2)
          .containsEntry("CreateAccessPoint", 1).doesNotContainKey("DeleteFileSystem");
      if (WHOLE) {
        day.checkNodesAndTrees();
      }
      waitForTheDayAndGiveUp(day);
      System.out.printf("%s: %d starts, killed %d times in a step and %d times at a call, %d s%n",
          where(profile), starts, momentKills, day.killedAtACall(),
          (System.nanoTime() - began) / 1_000_000_000);
    }
  }

  private int untilItEnds(BadDay day, Deque<String> moments) throws Exception {
    List<String> options = WHOLE ? List.of() : List.of("--until", CONTROL_PLANE.getLast());
    for (int start = 1; start <= MOST_STARTS; start++) {
      String moment = moments.isEmpty() ? NEVER : moments.getFirst();
      try (MigratorProcess process = day.launchAndKillAt(moment, options)) {
        if (process.wasKilled()) {
          if (process.printed(moment)) {
            moments.removeFirst();
          }
          continue;
        }
        int exit = process.exitCode();
        assertThat(exit).as(exit == PROBLEMS ? day.problems() : process.lastLines())
            .isEqualTo(WHOLE ? COMPLETED : STOPPED);
        assertThat(moments).as("never came to it: %s", process.lastLines()).isEmpty();
        return start;
      }
    }
    throw new AssertionError("not done after " + MOST_STARTS + " starts");
  }

  /** Throughput is owed for a day; whoever waits for it can end that with Ctrl-C, and still owes. */
  private static void waitForTheDayAndGiveUp(BadDay day) throws Exception {
    Map<String, Integer> changes = day.changes();
    try (MigratorProcess wait = MigratorProcess.startAndInterruptAt(
        List.of("throughput", "restore", "--wait", "-c", day.file()), "owed: fs-")) {
      assertThat(wait.exitCode()).as(wait.lastLines()).isEqualTo(INTERRUPTED);
    }
    try (MigratorProcess look = MigratorProcess
        .start(List.of("throughput", "restore", "-c", day.file()))) {
      assertThat(look.exitCode()).as(look.lastLines()).isEqualTo(STOPPED);
      assertThat(look.printed("possible from")).isTrue();
    }
    assertThat(day.changes()).isEqualTo(changes);
  }

  private List<String> moments(FaultProfile profile) {
    if (!WHOLE) {
      return List.of(CONTROL_PLANE.get(random.nextInt(CONTROL_PLANE.size())) + " started");
    }
    List<String> moments = new ArrayList<>();
    for (String step : STEPS) {
      moments.add(step + " started");
      // Where waiting takes longer than a new start does, it is seen for certain.
      if (step.equals("awaitMountTargets")
          && (profile == FaultProfile.SLOW || profile == FaultProfile.STUCK)) {
        moments.add(step + " waiting");
      }
    }
    return moments;
  }

  /** One file system besides the source, one mount target in each zone, nothing that is nobody's. */
  private static String expected(FaultProfile profile) {
    // A source that was raised an hour ago stays as it is; all else is the same on every day.
    String source = profile == FaultProfile.REFUSED ? "bursting 0" : "provisioned 100";
    return """
        source: access point /recordings as 1000, available
        source: available, generalPurpose, %s, encrypted true, backup ENABLED, \
        rules [{"TransitionToIA":"AFTER_30_DAYS"}], tags [Name=Cluster, Team=voice], \
        policy for (source)
        source: mount target in us-east-1a, available, ["sg-0c1a55e4000000001"]
        source: mount target in us-east-1b, available, ["sg-0c1a55e4000000001"]
        target: access point /recordings as 1000, available
        target: available, maxIO, provisioned 100, encrypted true, backup ENABLED, \
        rules [{"TransitionToIA":"AFTER_30_DAYS"}], tags [Name=Cluster MaxIO, Team=voice], \
        policy for (target)
        target: mount target in us-east-1a, available, ["sg-0c1a55e4000000001"]
        target: mount target in us-east-1b, available, ["sg-0c1a55e4000000001"]
        8 things
        """.formatted(source);
  }

  private static String where(FaultProfile profile) {
    return "EFS " + profile + ", seed " + SEED;
  }
}
