package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.plan.MigrationPlan;
import io.efsmigrator.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentinelMarkTests {

  @TempDir
  Path directory;

  private final TargetMark mark = new SentinelMark(CopyGuard.ALWAYS_OPEN);
  private MigrationPlan plan = Plans.ofGuide();

  @BeforeEach
  void makeRoots() throws IOException {
    plan = Plans.withRoots(Files.createDirectory(directory.resolve("source")),
        Files.createDirectory(directory.resolve("target")));
  }

  @Test
  void claimsAnEmptyTargetAndFindsItAgain() {
    assertThat(mark.claim(plan, World.TARGET)).isEmpty();
    assertThat(mark.claim(plan, World.TARGET)).isEmpty();
    assertThat(plan.targetRoot()).isDirectoryContaining("glob:**/.efs-migrator");
    assertThat(plan.sourceRoot()).isEmptyDirectory();
  }

  @Test
  void refusesATargetWithFilesOfSomebodyElse() throws IOException {
    Files.createFile(plan.targetRoot().resolve("precious"));

    assertThat(mark.claim(plan, World.TARGET)).hasValueSatisfying(
        why -> assertThat(why).contains("not empty"));
  }

  @Test
  void refusesTheTargetOfAnotherMigration() {
    mark.claim(plan, World.TARGET);

    assertThat(mark.claim(plan, Plans.SOURCE)).isPresent();
  }

  @Test
  void refusesTheReverseDirection() {
    mark.claim(plan, World.TARGET);
    MigrationPlan reverse = Plans.withRoots(plan.targetRoot(), plan.sourceRoot());

    assertThat(mark.claim(reverse, Plans.SOURCE)).hasValueSatisfying(
        why -> assertThat(why).contains("unfinished migration"));
    assertThat(plan.sourceRoot()).isEmptyDirectory();
  }
}
