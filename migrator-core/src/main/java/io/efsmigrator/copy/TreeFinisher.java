package io.efsmigrator.copy;

import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeleteFuseException;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.LedgerReader;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.manifest.TargetFailedException;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.PosixException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/**
 * Does what has to wait for the files: hard links, then deletes, then owner, mode and times of
 * directories, the deepest first.
 *
 * <p>Its ledger is its checkpoint: the work has one order, and what the ledger counts is done. A batch
 * commits as a chunk of the copy does: target durable, then ledger. Not for several threads itself;
 * it spreads a batch over the pool, so it must not be called from a thread of that pool.
 */
public final class TreeFinisher implements AutoCloseable {

  /** Entries between two commits unless somebody asks for another number. */
  public static final int DEFAULT_BATCH_ENTRIES = 500;

  private final DirectoryTree target;
  private final FinishOne finishOne;
  private final FinishWork work;
  private final Ledger ledger;
  private final PoolBatch batch;
  private final int batchEntries;
  /** Problems of an earlier run's last batch, which somebody may not have kept. */
  private final List<Problem> recalled = new ArrayList<>();
  private long links;
  private long deletes;
  private long directories;
  private long problems;

  private TreeFinisher(DirectoryTree target, FinishOne finishOne, FinishWork work, Ledger ledger,
      PoolBatch batch, int batchEntries) {
    this.target = target;
    this.finishOne = finishOne;
    this.work = work;
    this.ledger = ledger;
    this.batch = batch;
    this.batchEntries = batchEntries;
  }

  /**
   * Opens the finishing of a pass whose scan is finished, where its ledger ends. The source is asked
   * for the extended attributes of directories, if there can be any, and for nothing else.
   *
   * @throws DeleteFuseException if the pass would delete more than the policy allows
   */
  public static TreeFinisher open(DirectoryTree source, DirectoryTree target, PassDirectory pass,
      DeletePolicy deletes, XattrScope scope, int batchEntries, CopyGuard guard, Pace pace,
      ExecutorService pool) throws IOException {
    PassSummary summary = PassSummary.read(pass.summary()).orElseThrow(
        () -> new IOException("The scan of " + pass.path() + " is not finished."));
    if (deletes instanceof DeletePolicy.Delete(long maxDelete) && summary.deletes() > maxDelete) {
      throw new DeleteFuseException(summary.deletes(), maxDelete);
    }
    if (deletes instanceof DeletePolicy.Keep && summary.deletes() > 0) {
      throw new IOException("The scan of " + pass.path() + " was made with deletes, but now they"
          + " are off.");
    }
    Ledger ledger = Ledger.open(pass.finishLedger());
    try {
      TreeFinisher finisher = new TreeFinisher(target,
          new FinishOne(source, target, deletes, guard, pace, scope),
          FinishWork.after(pass, ledger.committed()), ledger, new PoolBatch(pool), batchEntries);
      finisher.recall(pass);
      return finisher;
    } catch (IOException e) {
      ledger.close();
      throw e;
    }
  }

  /** Finishes the next batch and commits it. */
  public FinishProgress finishBatch() throws IOException {
    if (!recalled.isEmpty()) {
      // By themselves, so that the portion is the same one as before.
      Found again = new Found(lastBatch(), ledger.committed(), recalled);
      recalled.clear();
      return new FinishProgress(links, deletes, directories, problems, false, again);
    }
    List<FinishWork.Item> items = nextItems();
    List<Problem> found = new ArrayList<>();
    long from = ledger.committed();
    if (!items.isEmpty()) {
      List<LedgerEntry> done = finish(items);
      sync();
      ledger.append(done);
      done.forEach(entry -> count(entry).ifPresent(found::add));
    }
    return new FinishProgress(links, deletes, directories, problems,
        items.size() < batchEntries, new Found(from, ledger.committed(), found));
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }

  private List<FinishWork.Item> nextItems() throws IOException {
    List<FinishWork.Item> items = new ArrayList<>();
    while (items.size() < batchEntries) {
      FinishWork.Item item = work.next();
      if (item == null) {
        break;
      }
      items.add(item);
    }
    return items;
  }

  /** Works in waves by phase and depth, so that nothing overtakes what it has to wait for. */
  private List<LedgerEntry> finish(List<FinishWork.Item> items) throws IOException {
    LedgerEntry[] done = new LedgerEntry[items.size()];
    TreeMap<Long, List<Integer>> waves = new TreeMap<>();
    for (int i = 0; i < done.length; i++) {
      waves.computeIfAbsent(wave(items.get(i)), wave -> new ArrayList<>()).add(i);
    }
    for (List<Integer> wave : waves.values()) {
      batch.run(wave, i -> done[i] = finishOne.finish(items.get(i)));
    }
    return List.of(done);
  }

  /** Links first, then deletes, then directories; in each of the latter the deepest first. */
  private static long wave(FinishWork.Item item) {
    int depth = item.entry().path().depth();
    return switch (item.phase()) {
      case LINKS -> Long.MIN_VALUE;
      case DELETES -> Integer.MIN_VALUE - (long) depth;
      case DIRECTORIES -> -depth;
    };
  }

  private void sync() throws TargetFailedException {
    try {
      target.root().syncFileSystem();
    } catch (PosixException e) {
      throw TargetFailedException.of(e);
    }
  }

  /** Counts what earlier runs did and finds the problems of their last batch again. */
  private void recall(PassDirectory pass) throws IOException {
    if (ledger.committed() == 0) {
      return;
    }
    try (LedgerReader reader = LedgerReader.open(pass.finishLedger())) {
      long number = 0;
      LedgerEntry entry = reader.next();
      while (entry != null) {
        Optional<Problem> problem = count(entry);
        if (number >= lastBatch()) {
          problem.ifPresent(recalled::add);
        }
        number++;
        entry = reader.next();
      }
    }
  }

  /** Where the last batch of the ledger begins; only the very last one of a pass is not full. */
  private long lastBatch() {
    return Math.max(0, ledger.committed() - 1) / batchEntries * batchEntries;
  }

  private Optional<Problem> count(LedgerEntry entry) {
    switch (entry.kind()) {
      case HARD_LINK -> links++;
      case DELETE -> deletes++;
      case ATTRIBUTES -> directories++;
      case FILE, UNCHANGED, SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE ->
        throw new IllegalStateException(entry.kind() + " is not finished here: " + entry.path());
    }
    Optional<Problem> problem = Problems.of(entry);
    if (problem.isPresent()) {
      problems++;
    }
    return problem;
  }
}
