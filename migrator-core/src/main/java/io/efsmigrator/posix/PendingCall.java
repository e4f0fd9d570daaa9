package io.efsmigrator.posix;

import java.nio.file.Path;
import java.util.List;

/**
 * A system call that has been begun and has not come back.
 *
 * <p>A server that is gone shows in nothing else: with a hard mount the call neither fails nor
 * returns, and the thread in it can be neither interrupted nor ended.
 *
 * @param root of the tree that the call goes to, as it was given to {@link Directory#open}
 * @param call the name of the system call
 * @param subject what the call is about, for people
 * @param sinceNanos when it began, in the time of {@link System#nanoTime}
 */
public record PendingCall(Path root, String call, Object subject, long sinceNanos) {

  /** The calls of this process that are pending now, in no order. */
  public static List<PendingCall> all() {
    return Scratch.pending();
  }
}
