package io.efsmigrator.manifest;

/**
 * Whether this process may still write: asked before every single change of the target.
 *
 * <p>The run lock and the lease say who may write when a run starts. A process that was frozen, or
 * whose lease ran out, learns it only here, so the answer must be cheap and must not itself rely on
 * time that the process spent asleep.
 */
@FunctionalInterface
public interface CopyGuard {

  /** The guard of a caller that cannot lose the right to write, such as a test. */
  CopyGuard ALWAYS_OPEN = () -> {};

  /** Returns if the next change may be made. */
  void check() throws CopyStoppedException;
}
