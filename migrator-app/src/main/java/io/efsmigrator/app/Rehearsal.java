package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.app.sandbox.TreeGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Plays commands once while the virtual machine watches, for the two AOT caches of the build: a
 * {@code copy} for the commands that run a job, {@code status} and {@code history} for those that
 * only look.
 *
 * <p>Two caches, because all classes of a cache are loaded at every start: one that knows Spring
 * would slow down the commands that do without it. And two processes for the second: one makes a
 * repository in a scratch folder, the other only reads it.
 */
final class Rehearsal {

  /** Enough for the compiler to know which methods a copy lives in. */
  private static final int FILES = 3_000;

  private Rehearsal() {}

  /**
   * {@code prepare FOLDER} makes a repository there, {@code look FOLDER MIGRATION-YAML} reads it, and
   * {@code copy FOLDER} copies a tree.
   */
  public static void main(String[] arguments) throws HeldException, IOException {
    Path scratch = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "prepare" -> prepare(scratch);
      case "look" -> look(scratch.toString(), arguments[2]);
      case "copy" -> copy(scratch);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void copy(Path scratch) throws IOException {
    Path source = Files.createDirectories(scratch.resolve("source"));
    Path target = Files.createDirectories(scratch.resolve("target"));
    new TreeGenerator(1).generate(source, FILES);
    // Not by Migrator, which clears the creation mask: the cache would be writable for everybody.
    Clock clock = Clock.systemUTC();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    new Cli(() -> new BatchLauncher(clock), clock).run(out, out, "copy", source.toString(),
        target.toString(), "--state", scratch.resolve("state").toString());
  }

  private static void prepare(Path scratch) throws HeldException {
    try (MigratorContext context = MigratorContext.open(RepositorySettings.h2(scratch),
        "rehearsal")) {
      JobParameters identity = new JobParametersBuilder()
          .addString(Runs.IDENTITY, "rehearsal", true).toJobParameters();
      JobInstance known = context.jobRepository().getJobInstance("rehearsal", identity);
      if (known == null) {
        JobInstance job = context.jobRepository().createJobInstance("rehearsal", identity);
        context.jobRepository().createJobExecution(job, identity, new ExecutionContext());
      }
    }
  }

  private static void look(String state, String migration) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Cli cli = new Cli(() -> {
      throw new IllegalStateException("a rehearsal starts nothing");
    }, Clock.systemUTC());
    cli.run(out, out, "history", "--state", state);
    cli.run(out, out, "history", "--state", state, "--steps", "-o", "json");
    cli.run(out, out, "status", "--state", state);
    cli.run(out, out, "status", "--state", state, "-c", migration);
    cli.run(out, out, "status", "--help");
  }
}
