package io.efsmigrator.archive;

import io.efsmigrator.archive.StepFiles.Position;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.RecordLog;
import io.efsmigrator.manifest.Records;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes what passed one step, does something with each record on a pool, and notes what passed and what
 * was left, in the same order.
 *
 * <p>The logs are durable before the checkpoint is: opened again, it cuts off what is behind it and
 * does that portion anew. Not for several threads.
 *
 * @param <I> what it takes
 * @param <O> what passes
 */
final class LogStep<I, O> implements ArchiveStep {

  /** What is done with one record, by a thread of the pool. */
  @FunctionalInterface
  interface Work<I, O> {
    Passage<O> of(I record) throws IOException;
  }

  /** Writes the fields of a record. */
  @FunctionalInterface
  interface Encoder<O> {
    void write(O record, DataOutputStream out) throws IOException;
  }

  /**
   * What is taken at once: so many records, or fewer that together have that many bytes to read. As much
   * is done again after a kill.
   */
  record Portion<I>(int records, long bytes, ToLongFunction<I> size) {

    /** Portions of records whose content is not read. */
    static <I> Portion<I> of(int records) {
      return new Portion<>(records, Long.MAX_VALUE, record -> 0);
    }
  }

  private final StepFiles files;
  private final Records.Reader<I> decoder;
  private final Encoder<O> encoder;
  private final Portion<I> portion;
  private final PoolBatch pool;
  private final Work<I, O> work;
  private final RecordLog passed;
  private final RecordLog left;
  private final RecordLog.Reader input;
  private final long end;
  private Position position;
  /** Cleared while a portion is in work, and for good by one that fails: its records are taken. */
  private boolean sound = true;

  private LogStep(StepFiles files, Records.Reader<I> decoder, Encoder<O> encoder,
      Portion<I> portion, PoolBatch pool, Work<I, O> work, RecordLog passed, RecordLog left,
      RecordLog.Reader input, long end, Position position) {
    this.files = files;
    this.decoder = decoder;
    this.encoder = encoder;
    this.portion = portion;
    this.pool = pool;
    this.work = work;
    this.passed = passed;
    this.left = left;
    this.input = input;
    this.end = end;
    this.position = position;
  }

  /** Opens a step where it stands, over all that passed the one before, which must be done. */
  static <I, O> LogStep<I, O> open(StepFiles files, StepFiles before, Records.Reader<I> decoder,
      Encoder<O> encoder, Portion<I> portion, PoolBatch pool, Work<I, O> work) throws IOException {
    Position end = before.position();
    if (!end.done()) {
      throw new IOException(before.name() + " is not done");
    }
    Position position = files.position();
    RecordLog passed = RecordLog.open(files.passed(), position.passed());
    try {
      RecordLog left = RecordLog.open(files.left(), position.left());
      try {
        return new LogStep<>(files, decoder, encoder, portion, pool, work, passed, left,
            RecordLog.read(before.passed(), position.input(), end.passed()), end.passed(),
            position);
      } catch (IOException e) {
        left.close();
        throw e;
      }
    } catch (IOException e) {
      passed.close();
      throw e;
    }
  }

  @Override
  public ArchiveProgress next() throws IOException {
    if (position.done()) {
      return ArchiveProgress.of(position);
    }
    if (!sound) {
      throw new IllegalStateException("a portion has failed; the step has to be opened again");
    }
    sound = false;
    List<Item<I, O>> items = new ArrayList<>();
    byte @Nullable [] payload = input.next();
    long content = 0;
    while (payload != null) {
      I record = Records.decode(payload, decoder);
      items.add(new Item<>(record));
      content += portion.size().applyAsLong(record);
      payload = items.size() < portion.records() && content < portion.bytes()
          ? input.next()
          : null;
    }
    pool.run(items, item -> item.passage = work.of(item.record));
    long records = position.records();
    long bytes = position.bytes();
    long problems = position.problems();
    for (Item<I, O> item : items) {
      switch (Objects.requireNonNull(item.passage, "the pool has done all of it")) {
        case Passage.Passed<O>(O record, long size) -> {
          passed.append(Records.encode(out -> encoder.write(record, out)));
          records++;
          bytes += size;
        }
        case Passage.Left<O>(Problem problem) -> {
          left.append(Records.encode(out -> Reasons.write(out, problem)));
          problems++;
        }
      }
    }
    passed.sync();
    left.sync();
    position = new Position(input.position(), 0, passed.length(), left.length(), records, bytes,
        problems, input.position() == end);
    files.commit(position);
    sound = true;
    return ArchiveProgress.of(position);
  }

  @Override
  public void close() throws IOException {
    try (input; left; passed) {
      // All of them, whatever happens.
    }
  }

  /** A record on its way through the pool. */
  private static final class Item<I, O> {
    private final I record;
    private @Nullable Passage<O> passage;

    private Item(I record) {
      this.record = record;
    }
  }
}
