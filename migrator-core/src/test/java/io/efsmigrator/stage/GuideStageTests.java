package io.efsmigrator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuideStageTests {

  private static final List<String> STEP_NAMES = Arrays.stream(GuideStage.values())
      .map(GuideStage::stepName).toList();

  @Test
  void followTheHeadingsOfTheGuide() throws IOException {
    try (var lines = Files.lines(Path.of("../docs/guide.md"))) {
      List<String> headings = lines.filter(line -> line.startsWith("## "))
          .map(line -> line.substring(3).strip()).filter(STEP_NAMES::contains).toList();

      assertThat(headings).isEqualTo(STEP_NAMES);
    }
  }

  @Test
  void boundEveryWait() {
    assertThat(GuideStage.values())
        .allSatisfy(stage -> assertThat(stage.movesData() || stage.deadline().isPresent())
            .isTrue());
  }

  @Test
  void switchNoNodeBeforeTheFinalPass() {
    assertThat(GuideStage.SWITCH_PRIMARY).isGreaterThan(GuideStage.FINAL_PASS);
    assertThat(GuideStage.FINAL_PASS).isGreaterThan(GuideStage.QUIESCE);
    assertThat(GuideStage.SWITCH_BACKUP).isGreaterThan(GuideStage.SWITCH_PRIMARY);
  }
}
