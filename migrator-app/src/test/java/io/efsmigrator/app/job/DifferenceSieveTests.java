package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceSieveTests {

  private static final Timestamp LONG_AGO = new Timestamp(1_000, 0);
  private static final Timestamp YET_TO_COME = new Timestamp(9_000_000_000L, 0);
  private static final DeletePolicy DELETE = new DeletePolicy.Delete(10);
  private static final Problem HERE = problem("d/here", "size");
  private static final Problem GONE = problem("d/gone", DifferenceSieve.EXTRA);
  private static final Problem GONE_WITH_ITS_DIRECTORY = problem("e/f/gone",
      DifferenceSieve.EXTRA);

  @TempDir
  private Path folder;

  @BeforeEach
  void makeTrees() throws IOException {
    Files.createDirectories(folder.resolve("source/d"));
    Files.createDirectory(folder.resolve("target"));
    Files.writeString(folder.resolve("source/d/here"), "x");
  }

  @Test
  void whatChangedSinceTheLastPassIsLeftToTheNextOne() throws IOException {
    assertThat(sifted(Liveness.LIVE, DELETE, LONG_AGO)).isEqualTo(new ScanBatches.Sifted(
        List.of(), List.of(HERE, GONE, GONE_WITH_ITS_DIRECTORY)));
  }

  @Test
  void whatDidNotChangeIsAProblem() throws IOException {
    assertThat(sifted(Liveness.LIVE, DELETE, YET_TO_COME)).isEqualTo(new ScanBatches.Sifted(
        List.of(HERE, GONE, GONE_WITH_ITS_DIRECTORY), List.of()));
  }

  @Test
  void withTheWritersPausedEverythingIsAProblem() throws IOException {
    assertThat(sifted(Liveness.QUIET, DELETE, LONG_AGO)).isEqualTo(new ScanBatches.Sifted(
        List.of(HERE, GONE, GONE_WITH_ITS_DIRECTORY), List.of()));
  }

  @Test
  void noPassTakesWhatIsToBeKept() throws IOException {
    assertThat(sifted(Liveness.LIVE, new DeletePolicy.Keep(), LONG_AGO))
        .isEqualTo(new ScanBatches.Sifted(List.of(), List.of(HERE)));
  }

  private ScanBatches.Sifted sifted(Liveness liveness, DeletePolicy deletes, Timestamp since)
      throws IOException {
    try (Trees trees = new Trees(DirectoryTree.open(folder.resolve("source")),
        DirectoryTree.open(folder.resolve("target")), XattrScope.NOTHING)) {
      return new DifferenceSieve(liveness, deletes, since)
          .sift(List.of(HERE, GONE, GONE_WITH_ITS_DIRECTORY), trees);
    }
  }

  private static Problem problem(String path, String kind) {
    return new Problem(RelativePath.of(path), kind, null, 1, "");
  }
}
