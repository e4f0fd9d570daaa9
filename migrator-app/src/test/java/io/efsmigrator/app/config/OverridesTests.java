package io.efsmigrator.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.plan.PaceLimit;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment wins over the file, and says so where it is wrong. */
class OverridesTests {

  private static final Path SAMPLE = Path.of("..", "docs", "examples", "migration.yaml");

  @Test
  void winsOverAValueOfTheFileAndSetsOneOfAMissingSection() {
    MigrationConfig config = MigrationFile.read(SAMPLE, Map.of("EFS_MIGRATION_COPY_MAXDELETE", "7",
        "EFS_MIGRATION_PACE_MIBPS", "20", "EFS_MIGRATION_TARGET_SECURITYGROUPS",
        "sg-0123456789abcdef0, sg-0123456789abcdef1", "EFS_MIGRATION_CLUSTER_NODES_0_ROLE",
        "primary", "EFS_MIGRATION_COPY_THREADS", ""));

    assertThat(config.plan().copy().maxDelete()).isEqualTo(7);
    assertThat(config.plan().copy().threads()).isEqualTo(96);
    assertThat(config.pace().limits().of(PaceLimit.MIBPS)).hasValue(20);
    assertThat(config.plan().target().securityGroups()).hasSize(2);
  }

  @Test
  void aWrongValueNamesItsVariable() {
    assertThatThrownBy(
        () -> MigrationFile.read(SAMPLE, Map.of("EFS_MIGRATION_COPY_THREADS", "many")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("copy.threads (from EFS_MIGRATION_COPY_THREADS): `many`");
  }

  @Test
  void aVariableThatSetsNothingIsRefused() {
    assertThatThrownBy(
        () -> MigrationFile.read(SAMPLE, Map.of("EFS_MIGRATION_COPY_THREDS", "9")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("EFS_MIGRATION_COPY_THREDS sets no key");
  }
}
