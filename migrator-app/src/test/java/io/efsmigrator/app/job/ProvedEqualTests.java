package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.app.launch.StepFailedException;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvedEqualTests {

  @TempDir
  private Path run;

  @Test
  void isTheTimeFromTheLastFinalPassToTheEndOfItsLastProof() throws Exception {
    pass(Pass.FINAL, 100);
    pass(Pass.FINAL + 1, 200);
    proof("finalPass.prove-1", 110);
    proof("finalPass.again1.prove-1", 240);
    proof("verify.prove-1", 999);

    ProvedEqual equal = ProvedEqual.read(run);

    assertThat(equal.from()).isEqualTo(Instant.ofEpochSecond(200));
    assertThat(equal.until()).isEqualTo(Instant.ofEpochSecond(240));
    assertThat(equal.passStarted()).isEqualTo(new Timestamp(200, 0));
  }

  @Test
  void isToldToAServerByItsOwnClock() {
    ProvedEqual equal = new ProvedEqual(new Timestamp(200, 0), Instant.ofEpochSecond(200),
        Instant.ofEpochSecond(240));

    assertThat(equal.middle(new SourceClock.Reading(new Timestamp(500, 0), new Timestamp(507, 0))))
        .isEqualTo(new Timestamp(213, 0));
  }

  @Test
  void isUnknownWithoutTheFiles() throws IOException {
    assertThatThrownBy(() -> ProvedEqual.read(run)).isInstanceOf(StepFailedException.class);

    pass(Pass.FINAL, 100);
    assertThatThrownBy(() -> ProvedEqual.read(run)).isInstanceOf(StepFailedException.class);
    pass(0, 100);
    Files.delete(new Pass(run, Pass.FINAL).directory().summary());
    proof("finalPass.prove-1", 110);
    assertThatThrownBy(() -> ProvedEqual.read(run)).isInstanceOf(StepFailedException.class);
  }

  private void pass(int number, long began) throws IOException {
    Pass pass = new Pass(run, number);
    Timestamp at = new Timestamp(began, 0);
    var _ = pass.begin(at);
    new PassSummary(at, 1, 1, 0, 0, 0, 0, 0).write(pass.directory().summary());
  }

  private void proof(String name, long ended) throws IOException {
    PassDirectory proof = new PassDirectory(run.resolve("proof-" + name)).create();
    new PassSummary(new Timestamp(1, 0), 1, 1, 0, 0, 0, 0, 0).write(proof.summary());
    Files.setLastModifiedTime(proof.summary(), FileTime.from(Instant.ofEpochSecond(ended)));
  }
}
