package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecommissionStageTests {

  private static final List<String> STEP_NAMES = Arrays.stream(DecommissionStage.values())
      .map(DecommissionStage::stepName).toList();

  @Test
  void followTheHeadingsOfTheGuide() throws IOException {
    try (var lines = Files.lines(Path.of("../docs/guide.md"))) {
      assertThat(lines.filter(line -> line.startsWith("## ")).map(line -> line.substring(3).strip())
          .filter(STEP_NAMES::contains).toList()).isEqualTo(STEP_NAMES);
    }
  }

  @Test
  void boundEveryWait() {
    assertThat(DecommissionStage.values())
        .allSatisfy(stage -> assertThat(stage.deadline()).isPositive());
  }
}
