package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.efs.FileSystemLoad;
import io.efsmigrator.efs.Standing;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.RaisedThroughput;
import io.efsmigrator.plan.TargetSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceChecksTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final double GIB = 1L << 30;

  private final World world = new World();

  @ParameterizedTest
  @EnumSource(value = Standing.Replication.class, names = {"SOURCE", "DESTINATION"})
  void blocksOnAReplication(Standing.Replication replication) {
    world.standing = new Standing(Optional.empty(), replication);

    assertThat(topics(Finding.Level.BLOCK, Plans.ofGuide())).containsExactly("replication");
  }

  @Test
  void saysThatAnOldFileSystemMayOnlyNeedNewMountTargets() {
    world.standing = new Standing(Optional.of(Instant.parse("2022-12-16T23:59:59Z")),
        Standing.Replication.NONE);
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).contains("age");

    world.standing = new Standing(Optional.of(Instant.parse("2022-12-17T00:00:00Z")),
        Standing.Replication.NONE);
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).doesNotContain("age");
  }

  @Test
  void asksWhetherTheNumberOfRequestsIsTheLimitAtAll() {
    world.metrics.record(Plans.SOURCE, load(30, 2_000, 0.1, Optional.empty()));
    assertThat(text("limit")).contains("at most 30 %", "requests are not its limit");

    world.metrics.record(Plans.SOURCE, load(99, 2_000, 0.1, Optional.empty()));
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).doesNotContain("limit");
  }

  @Test
  void saysThatThroughputCanBeChangedInPlaceWhereItIsTheLimit() {
    world.metrics.record(Plans.SOURCE, load(99, 2_000, 0.93, Optional.empty()));

    assertThat(text("limit")).contains("93 %", "throughput is a limit");
  }

  @Test
  void advisesToRaiseTheSourceOnlyIfItsCreditsRunOut() {
    world.fileSystems.put(sized(60));
    world.metrics.record(Plans.SOURCE, load(99, 20, 0.1, Optional.empty()));
    assertThat(text("credits")).contains("they run out");
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).contains("credits");

    world.metrics.record(Plans.SOURCE, load(99, 2_000, 0.1, Optional.empty()));
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).doesNotContain("credits");
  }

  @Test
  void advisesNothingBelowTenGigabytes() {
    world.fileSystems.put(sized(9));
    world.metrics.record(Plans.SOURCE, load(99, 1, 0.1, Optional.empty()));

    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).doesNotContain("credits");
  }

  @Test
  void saysWhatRaisingTheTargetIsWorth() {
    world.fileSystems.put(sized(60));
    world.metrics.record(Plans.SOURCE, load(99, 20, 0.1, Optional.empty()));
    assertThat(look(Plans.raisedTo(100))).extracting(Finding::text)
        .anyMatch(text -> text.contains("raising the target buys nothing"));

    world.fileSystems.put(sized(4_000));
    assertThat(look(raised(RaisedThroughput.Side.SOURCE))).extracting(Finding::text)
        .anyMatch(text -> text.contains("and the copy needs more"));
  }

  @Test
  void warnsOfAChangeOfTheLastDayIfThroughputIsToBeRaised() {
    world.metrics.record(Plans.SOURCE,
        load(99, 2_000, 0.1, Optional.of(NOW.minusSeconds(3_600))));
    assertThat(topics(Finding.Level.WARN, Plans.raisedTo(200))).contains("throughput");
    assertThat(topics(Finding.Level.WARN, Plans.ofGuide())).doesNotContain("throughput");

    world.metrics.record(Plans.SOURCE,
        load(99, 2_000, 0.1, Optional.of(NOW.minusSeconds(86_401))));
    assertThat(topics(Finding.Level.WARN, Plans.raisedTo(200))).doesNotContain("throughput");
  }

  @Test
  void goesOnWithoutMetricsThatItMayNotRead() {
    world.metrics.refuse(new EfsException(EfsException.Kind.ACCESS_DENIED, "no GetMetricData"));

    assertThat(topics(Finding.Level.BLOCK, Plans.ofGuide())).isEmpty();
    assertThat(text("limit")).contains("is not known", "no GetMetricData");
  }

  private String text(String topic) {
    return String.join("; ", look(Plans.ofGuide()).stream()
        .filter(finding -> finding.topic().equals(topic)).map(Finding::text).toList());
  }

  private List<String> topics(Finding.Level level, MigrationPlan plan) {
    return look(plan).stream().filter(finding -> finding.level() == level).map(Finding::topic)
        .toList();
  }

  private List<Finding> look(MigrationPlan plan) {
    Preflight.Questions questions = world.questions();
    return new SourceChecks(questions.standings(), questions.metrics(), questions.clock())
        .look(plan, world.fileSystems.find(Plans.SOURCE));
  }

  private static FileSystemLoad load(double percentIo, double creditGib, double share,
      Optional<Instant> changedAt) {
    return new FileSystemLoad(OptionalDouble.of(percentIo), OptionalDouble.of(0.5),
        OptionalDouble.of(creditGib * GIB), OptionalDouble.of(creditGib * GIB),
        OptionalDouble.of(share), OptionalDouble.of(100 << 20), changedAt, OptionalDouble.of(2));
  }

  private static FileSystem sized(long gib) {
    FileSystem it = World.source();
    return new FileSystem(it.id(), it.creationToken(), it.state(), it.performanceMode(),
        it.throughput(), it.encryption(), it.oneZone(), gib << 30, it.tags());
  }

  private static MigrationPlan raised(RaisedThroughput.Side side) {
    TargetSettings it = Plans.ofGuide().target();
    return Plans.withTarget(new TargetSettings(it.name(), it.performanceMode(), it.throughput(),
        Set.of(), Optional.of(new RaisedThroughput(100, RaisedThroughput.GUIDE_PRICE, side))));
  }
}
