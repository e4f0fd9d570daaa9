package io.efsmigrator.app;

import io.efsmigrator.app.cli.Cli;
import io.efsmigrator.app.launch.HeldException;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.Runs;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Plays {@code status} and {@code history} once while the virtual machine watches, for the AOT cache
 * of the build.
 *
 * <p>Two processes: the first makes a repository in a scratch folder, the second only reads it. All
 * classes of the cache are loaded at every start, so one trained with Spring would slow down the
 * very commands it is for.
 */
final class Rehearsal {

  private Rehearsal() {}

  /** {@code prepare FOLDER} or {@code play FOLDER MIGRATION-YAML}. */
  public static void main(String[] arguments) throws HeldException {
    Path scratch = Path.of(arguments[1]);
    if (arguments[0].equals("prepare")) {
      prepare(scratch);
    } else {
      play(scratch.toString(), arguments[2]);
    }
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

  private static void play(String state, String migration) {
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
