package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeSamplerTests {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int FOLDERS = 20;
  private static final int FILES = 30;
  private static final int BYTES = 100;

  @TempDir
  private Path root;

  @BeforeEach
  void plant() throws IOException {
    for (int folder = 0; folder < FOLDERS; folder++) {
      Path here = Files.createDirectories(root.resolve("f" + folder + "/inner"));
      for (int file = 0; file < FILES; file++) {
        Files.write(here.resolve("file" + file), new byte[BYTES]);
      }
    }
    Files.createSymbolicLink(root.resolve("link"), root);
  }

  @Test
  void countsATreeThatFits() throws IOException {
    TreeSample sample = new TreeSampler(LONG, 100_000, new SplittableRandom(1)).sample(root);

    assertThat(sample.basis()).isEqualTo(TreeSample.Basis.COUNTED);
    assertThat(sample.files()).isEqualTo(FOLDERS * FILES + 1);
    assertThat(sample.directories()).isEqualTo(2 * FOLDERS);
    assertThat(sample.bytes()).isEqualTo((long) FOLDERS * FILES * BYTES);
    assertThat(sample.latency()).isPositive();
  }

  @Test
  void estimatesALargerOneAndKeepsToItsRequests() throws IOException {
    TreeSample sample = new TreeSampler(LONG, 400, new SplittableRandom(1)).sample(root);

    assertThat(sample.basis()).isEqualTo(TreeSample.Basis.ESTIMATED);
    // Every folder is the same here, so each walk alone tells the truth.
    assertThat(sample.files()).isBetween(550L, 650L);
    assertThat(sample.directories()).isBetween(36L, 44L);
    assertThat(sample.requests()).isLessThanOrEqualTo(402);
  }

  @Test
  void knowsNothingWithoutTime() throws IOException {
    assertThat(new TreeSampler(Duration.ZERO, 400, new SplittableRandom(1)).sample(root).basis())
        .isEqualTo(TreeSample.Basis.UNKNOWN);
  }
}
