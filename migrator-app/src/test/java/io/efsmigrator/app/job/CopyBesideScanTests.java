package io.efsmigrator.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.plan.CopySettings;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The job {@code copy} with a scan that cannot end before something was copied. */
class CopyBesideScanTests {

  private static final String ID = "copy-1";
  private static final int DIRECTORIES = 60;
  private static final int FILES = 25;
  /** Requests of a scan until it waits: those for about half of the directories. */
  private static final int REQUESTS = DIRECTORIES * FILES / 2;

  @TempDir
  private Path folder;

  private Path source;
  private Path target;

  /** Lets the scan come half-way, and on only after a file has been begun. */
  private static final class ScanWaitsForCopy implements Pace {

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch copied = new CountDownLatch(1);

    @Override
    public void files(int count) {
      copied.countDown();
    }

    @Override
    public void requests(int count) {
      if (Thread.currentThread().getName().startsWith("scan-")
          && requests.addAndGet(count) > REQUESTS) {
        try {
          assertThat(copied.await(30, TimeUnit.SECONDS)).as("something is copied").isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public void bytes(long count) {}
  }

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = Files.createDirectories(folder.resolve("target"));
    for (int directory = 0; directory < DIRECTORIES; directory++) {
      Path made = Files.createDirectory(source.resolve("d" + directory));
      for (int file = 0; file < FILES; file++) {
        Files.writeString(made.resolve("f" + file), directory + "." + file);
      }
    }
  }

  @Test
  void filesAreCopiedWhileDirectoriesAreStillToBeListed() throws Exception {
    RepositorySettings settings = RepositorySettings.h2(folder.resolve("state"));
    try (MigratorContext context = MigratorContext.open(settings, ID);
        Threads threads = Threads.fixed(4)) {
      RunParts parts = new RunParts(ID, context.jobRepository(), context.transactionManager(),
          context.dataSource(), context.fence(), context.stopSignal(), RunListener.SILENT, threads,
          new ScanWaitsForCopy(), Clock.systemUTC(), Optional.empty());
      CopyWork work = new CopyWork(source, target, settings.runDirectory(ID), CopySettings.DEFAULT,
          new DeletePolicy.Keep(), VerifyMode.NONE, new Roots(source, target, path -> ""));

      RunResult result = context.runs().run(Toy.request(ID),
          () -> new CopyJobConfiguration(work, 1, parts).job(), RunListener.SILENT);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
      assertThat(JdbcClient.create(context.dataSource()).sql("select a.step_name from"
          + " batch_step_execution a join batch_step_execution b on b.step_name = 'scan'"
          + " where a.step_name = 'copyFiles' and a.start_time < b.end_time")
          .query(String.class).list()).as("rows of their own, at the same time")
          .containsExactly("copyFiles");
    }
  }
}
