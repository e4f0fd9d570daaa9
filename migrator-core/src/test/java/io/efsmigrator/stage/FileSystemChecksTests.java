package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.efs.Encryption;
import io.efsmigrator.efs.FileSystem;
import io.efsmigrator.plan.CarryOver;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Placement;
import io.efsmigrator.plan.Plans;
import io.efsmigrator.plan.TargetSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileSystemChecksTests {

  private final World world = new World();

  @Test
  void warnsWhereTheTargetLosesTheEncryptionOfTheSource() {
    assertThat(encryption(World.source(), Optional.of(new Encryption.None())))
        .extracting(Finding::level).containsExactly(Finding.Level.WARN);
  }

  @Test
  void saysThatTheTargetGainsEncryption() {
    assertThat(encryption(unencrypted(), Optional.of(new Encryption.Kms(Optional.empty()))))
        .extracting(Finding::level).containsExactly(Finding.Level.OK);
  }

  @Test
  void saysNothingWhereItStaysAsItIs() {
    assertThat(encryption(World.source(), Optional.empty())).isEmpty();
    assertThat(encryption(unencrypted(), Optional.empty())).isEmpty();
    assertThat(encryption(unencrypted(), Optional.of(new Encryption.None()))).isEmpty();
  }

  private List<Finding> encryption(FileSystem source, Optional<Encryption> wanted) {
    world.fileSystems.put(source);
    return new FileSystemChecks(world.fileSystems).look(plan(wanted), Optional.of(source)).stream()
        .filter(finding -> finding.topic().equals("encryption")).toList();
  }

  private static MigrationPlan plan(Optional<Encryption> encryption) {
    TargetSettings guide = TargetSettings.ofGuide("recordings-MaxIO");
    return Plans.withTarget(new TargetSettings(guide.name(), guide.performanceMode(),
        guide.throughput(), guide.securityGroups(), Optional.empty(),
        new TargetSettings.Origin(Optional.empty(), encryption, new Placement.AsSource()),
        CarryOver.ALL));
  }

  private static FileSystem unencrypted() {
    FileSystem it = World.source();
    return new FileSystem(it.id(), it.creationToken(), it.state(), it.performanceMode(),
        it.throughput(), new Encryption.None(), it.oneZone(), it.sizeBytes(), it.tags());
  }
}
