package io.efsmigrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target without room for one more entry ends the step at once; a restart goes on when it has grown. */
class NoInodesTests {

  @TempDir
  private Path folder;
  private Path target;
  private boolean mounted;

  @BeforeEach
  void makeMountPoint() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", target.toString())).isTrue();
    }
  }

  /** Root, sentinel and twelve directories are 14. */
  @ParameterizedTest
  @CsvSource({"8, scan", "20, copyFiles"})
  void isToldWithItsRemedyAndGoneOnFrom(int inodes, String step) throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    TroubledRun.tree().build(source);
    mounted = run("mount", "-t", "tmpfs", "-o", "nr_inodes=" + inodes, "tmpfs",
        target.toString());
    assumeTrue(mounted, "mounting a tmpfs needs root");
    RepositorySettings state = RepositorySettings.h2(folder.resolve("state"));

    TroubledRun full = new TroubledRun(source, target, state, "", () -> {}).start();
    assertThat(full.result()).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
      assertThat(failed.what()).startsWith("The target has no free inodes: ");
      assertThat(failed.remedy())
          .isEqualTo("Give the target more inodes, or delete files there, then restart.");
    });
    assertThat(full.ended()).last().isEqualTo(step + " FAILED");

    assertThat(run("mount", "-o", "remount,nr_inodes=1000", target.toString())).isTrue();
    assertThat(new TroubledRun(source, target, state, "", () -> {}).start().result())
        .isInstanceOf(RunResult.Completed.class);
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
  }
}
