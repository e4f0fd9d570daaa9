package io.efsmigrator.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The program takes every command that a document, a help text or a remedy shows. */
class DocumentedCommandsTests {

  @Test
  void theProgramTakesEachOfThem() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Documented documented : Documented.all()) {
      softly.assertThatCode(documented::invocations).as("%s", documented)
          .doesNotThrowAnyException();
    }
    softly.assertAll();
  }

  @Test
  void everyKindOfDocumentHasSome() throws IOException {
    assertThat(Documented.all()).extracting(Documented::where).contains("README.md",
        "docs/runbook.md", "db/README.md", "help of migrator history",
        "migrator-core/src/main/java/io/efsmigrator/stage/Advice.java",
        "migrator-app/dist/src/systemd/efs-migrator@.service");
  }
}
