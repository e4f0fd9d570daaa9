package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy whose source changes while it is compared: what is left out is said, and taken next time. */
class LivingSourceTests {

  private static final String NEXT_PASS = " changed meanwhile, left to the next pass:"
      + " that is the next `copy` of these two directories";

  /** Something that a living source does. */
  private interface Change {
    void make() throws IOException;
  }

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("target"));
    TroubledRun.tree().build(source);
  }

  @Test
  void aQuietSourceLeavesNothing() throws Exception {
    assertThat(summary("", () -> {})).isEqualTo("copied and verified");
  }

  @Test
  void aRewriteBehindTheSameSizeAndTimeIsSaid() throws Exception {
    assertThat(summary("verify.content", () -> rewriteBehindTheSameTime("d3/two")))
        .isEqualTo("copied and verified; 1 path" + NEXT_PASS);

    assertThat(summary("", () -> {})).isEqualTo("copied and verified");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void eachPathThatDiffersIsSaid() throws Exception {
    assertThat(summary("verify.prove", () -> {
      Files.writeString(source.resolve("d1/two"), "longer than it was");
      // With it the time of its directory.
      Files.delete(source.resolve("d2/four"));
    })).isEqualTo("copied and verified; 3 paths" + NEXT_PASS);

    assertThat(summary("", () -> {})).isEqualTo("copied and verified");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  @Test
  void aVerificationAloneTellsWhatVanishedFromItsHands() throws Exception {
    summary("", () -> {});

    RunResult result = TroubledRun.verifying(source, target, state(), "verify.content",
        making(() -> Files.delete(source.resolve("d5/two")))).start().result();

    assertThat(result).isInstanceOfSatisfying(RunResult.Differences.class,
        found -> assertThat(found.count()).isEqualTo(1));
  }

  /** The last words of a copy during which the source changed when that step began. */
  private String summary(String step, Change change) throws Exception {
    RunResult result = new TroubledRun(source, target, state(), step, making(change)).start()
        .result();
    return result instanceof RunResult.Completed(var _, String summary)
        ? summary
        : result.toString();
  }

  private static Runnable making(Change change) {
    return () -> {
      try {
        change.make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private RepositorySettings state() {
    return RepositorySettings.h2(folder.resolve("state"));
  }

  private void rewriteBehindTheSameTime(String path) throws IOException {
    Path file = source.resolve(path);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "x".repeat((int) Files.size(file)));
    Files.setLastModifiedTime(file, time);
  }
}
