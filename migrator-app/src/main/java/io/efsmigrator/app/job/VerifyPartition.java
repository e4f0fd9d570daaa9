package io.efsmigrator.app.job;

import io.efsmigrator.app.launch.LeaseLostException;
import io.efsmigrator.app.state.Problems;
import io.efsmigrator.app.state.ProgressRows;
import io.efsmigrator.manifest.Found;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Problem;
import io.efsmigrator.verify.ContentVerifier;
import io.efsmigrator.verify.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemStreamException;

/**
 * The verification of one ledger. It changes nothing but the repository, so here the context itself
 * says where to go on, saved in the transaction of the chunk.
 */
final class VerifyPartition implements ItemStream {

  private static final String VERIFIED = "verifiedEntries";

  /** Opens the entries to verify. */
  @FunctionalInterface
  interface Opening {
    Evidence.Entries open() throws IOException;
  }

  /** How a verification judges what it finds, and how much there is for all partitions together. */
  record Scope(Liveness liveness, Sampling sampling, ProgressRows.Goal goal) {}

  /** An entry and what its verification came to. */
  record Verified(LedgerEntry entry, Verification verification) {}

  private final Opening opening;
  private final int pass;
  private final ContentVerifier verifier;
  private final Scope scope;
  private final RunParts parts;
  private final StepExecution step;

  private Evidence.@Nullable Entries reader;
  private long verified;
  private long bytes;
  private long problems;

  VerifyPartition(Opening opening, int pass, ContentVerifier verifier, Scope scope,
      RunParts parts, StepExecution step) {
    this.opening = opening;
    this.pass = pass;
    this.verifier = verifier;
    this.scope = scope;
    this.parts = parts;
    this.step = step;
  }

  @Override
  public void open(ExecutionContext context) {
    try {
      Evidence.Entries opened = opening.open();
      reader = opened;
      verified = context.getLong(VERIFIED, 0);
      for (long i = 0; i < verified && opened.next() != null; i++) {
        // Skips what an earlier execution has verified.
      }
    } catch (IOException e) {
      throw new ItemStreamException(e);
    }
  }

  @Nullable
  LedgerEntry read() throws IOException {
    if (reader == null) {
      throw new IllegalStateException("the ledger is not open");
    }
    return reader.next();
  }

  Verified verify(LedgerEntry entry) {
    return new Verified(entry, scope.sampling().includes(entry.path())
        ? verifier.verify(entry)
        : new Verification.Verified(0, null));
  }

  void commit(Chunk<? extends Verified> chunk) {
    List<Problem> found = new ArrayList<>();
    List<Problem> left = new ArrayList<>();
    for (Verified item : chunk) {
      LedgerEntry entry = item.entry();
      switch (item.verification()) {
        case Verification.Verified ok -> bytes += ok.bytes();
        case Verification.Vanished _ -> {
          // Of a living source the comparison of the trees tells it.
          if (scope.liveness() == Liveness.QUIET && entry.outcome() != Outcome.VANISHED) {
            found.add(new Problem(entry.path(), "vanished", null, 1,
                "the source no longer has it"));
          }
        }
        case Verification.InFlux(String detail) -> {
          Problem flux = new Problem(entry.path(), "in flux", null, 1, detail);
          switch (scope.liveness()) {
            case LIVE -> left.add(flux);
            case QUIET -> found.add(flux);
          }
        }
        case Verification.Mismatch(String detail, var errno) ->
          found.add(new Problem(entry.path(), Problems.MISMATCH, errno, 1, detail));
      }
    }
    parts.problems().found(step.getJobExecutionId(), pass, step.getStepName(),
        new Found(verified, verified + chunk.size(), found));
    parts.problems().left(step.getJobExecutionId(), pass, left);
    problems += found.size();
    verified += chunk.size();
    boolean ours = parts.progress().note(new ProgressRows.Sample(step.getJobExecutionId(),
        step.getId(), verified, bytes, 0, 0, problems, scope.goal()), parts.fence().number());
    if (!ours) {
      throw new LeaseLostException("another process has taken it over");
    }
  }

  @Override
  public void update(ExecutionContext context) {
    context.putLong(VERIFIED, verified);
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw new ItemStreamException(e);
    }
  }
}
