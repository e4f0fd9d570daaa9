package io.efsmigrator.app.job;

import io.efsmigrator.app.MigratorContext;
import io.efsmigrator.app.launch.ConfigSnapshot;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.launch.Runs;
import io.efsmigrator.manifest.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * A job small enough to be killed anywhere: it writes the numbers 0 to 99 into a file, ten a chunk,
 * and keeps its position in the execution context and nowhere else.
 */
final class Toy {

  static final String JOB = "toy";
  static final String STEP = "numbers";
  static final int ITEMS = 100;
  static final int CHUNK = 10;

  /** Called in the writer, with the first number of the chunk, before anything is written. */
  interface InChunk {
    void at(int first) throws Exception;
  }

  private Toy() {}

  static Runs.Request request(String id) {
    return new Runs.Request(JOB, id, "here", "there", new ConfigSnapshot(new TreeMap<>()));
  }

  static RunResult run(MigratorContext context, String id, Path out, InChunk inChunk)
      throws Exception {
    RunParts parts = parts(context, id);
    try (var _ = parts.threads()) {
      return context.runs().run(request(id), () -> job(parts, out, inChunk), RunListener.SILENT);
    }
  }

  static RunParts parts(MigratorContext context, String id) {
    return new RunParts(id, context.jobRepository(), context.transactionManager(),
        context.dataSource(), context.fence(), context.stopSignal(), RunListener.SILENT,
        Threads.fixed(1), Pace.UNLIMITED, Clock.systemUTC(), Optional.empty());
  }

  static Job job(RunParts parts, Path out, InChunk inChunk) {
    return new SequentialJob(JOB, List.of(first(parts), numbers(parts, out, inChunk)),
        parts.sequence(), parts.repository(), () -> "done");
  }

  private static Step first(RunParts parts) {
    return new Steps(parts).tasklet("first", (contribution, chunk) -> {
      contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription("looked"));
      return RepeatStatus.FINISHED;
    }, Steps.OnRestart.SKIP);
  }

  /** The step as we build it. */
  static Step numbers(RunParts parts, Path out, InChunk inChunk) {
    Steps steps = new Steps(parts);
    Numbers numbers = new Numbers(out, inChunk, parts);
    return with(steps.<Integer, Integer>chunks(STEP, CHUNK, steps.policy()), numbers);
  }

  /** The same step as Spring Batch builds it. */
  static Step plainNumbers(RunParts parts, Path out, InChunk inChunk) {
    return with(new StepBuilder(STEP, parts.repository()).<Integer, Integer>chunk(CHUNK)
        .transactionManager(parts.transactions()), new Numbers(out, inChunk, parts));
  }

  private static Step with(ChunkOrientedStepBuilder<Integer, Integer> builder, Numbers numbers) {
    return builder.reader(numbers::read).writer(numbers::write).stream(numbers).build();
  }

  static List<Integer> written(Path out) throws IOException {
    return Files.exists(out)
        ? Files.readAllLines(out).stream().map(Integer::parseInt).toList()
        : List.of();
  }

  private static final class Numbers implements ItemStream {

    private static final String POSITION = "position";

    private final Path out;
    private final InChunk inChunk;
    private final RunParts parts;
    private int next;

    private Numbers(Path out, InChunk inChunk, RunParts parts) {
      this.out = out;
      this.inChunk = inChunk;
      this.parts = parts;
    }

    @Override
    public void open(ExecutionContext context) {
      next = context.getInt(POSITION, 0);
    }

    @Override
    public void update(ExecutionContext context) {
      context.putInt(POSITION, next);
    }

    @Nullable
    Integer read() {
      return next < ITEMS ? next++ : null;
    }

    void write(Chunk<? extends Integer> chunk) throws Exception {
      inChunk.at(chunk.getItems().getFirst());
      for (Integer number : chunk) {
        // As the copier does before each change of the target.
        parts.guard().check();
        Files.writeString(out, number + "\n", StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    }
  }
}
