package io.efsmigrator.app;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;

import io.efsmigrator.app.cli.Launcher.CopyOptions;
import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A copy or verification in this process that meets some trouble when a given step begins. */
final class TroubledRun implements RunListener {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long LIMIT_SECONDS = 120;

  private final Map<String, Runnable> troubles = new ConcurrentHashMap<>();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final FutureTask<RunResult> run;

  /** What is run. */
  private interface Work {
    RunResult of(BatchLauncher launcher, RunListener listener);
  }

  /** A copy. */
  TroubledRun(Path source, Path target, RepositorySettings state, String step, Runnable trouble) {
    this(step, trouble, (launcher, listener) -> launcher.copy(new DirectoryPair(source, target),
        new CopyOptions(CopyOptions.Extras.DELETE, 1_000, VerifyMode.FULL, 8), state, listener));
  }

  private TroubledRun(String step, Runnable trouble, Work work) {
    troubles.put(step, trouble);
    this.run = new FutureTask<>(
        () -> work.of(new BatchLauncher(Clock.systemUTC(), PATIENCE), this));
  }

  /** A verification alone. */
  static TroubledRun verifying(Path source, Path target, RepositorySettings state, String step,
      Runnable trouble) {
    return new TroubledRun(step, trouble, (launcher, listener) -> launcher.verify(
        new DirectoryPair(source, target), VerifyMode.FULL, Xattrs.AUTO, state, listener));
  }

  /** Enough for every step to do something, and nothing that a FUSE server could not hold. */
  static FileTree tree() {
    Node[] directories = new Node[12];
    for (int i = 0; i < directories.length; i++) {
      directories[i] = dir("d" + i, file("one", "content"), file("two", "more " + i),
          hardLink("three", "one"), symlink("four", "one"));
    }
    return FileTree.of(directories);
  }

  /** Does something else when another step begins. */
  TroubledRun and(String step, Runnable trouble) {
    troubles.put(step, trouble);
    return this;
  }

  TroubledRun start() {
    Thread.ofPlatform().daemon().start(run);
    return this;
  }

  /** The next notice; fails if none comes. */
  String notice() throws InterruptedException {
    String notice = notices.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (notice == null) {
      throw new AssertionError("no notice");
    }
    return notice;
  }

  RunResult result() throws InterruptedException, ExecutionException, TimeoutException {
    return run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The steps that have ended, each with its status. */
  List<String> ended() {
    return ended;
  }

  @Override
  public void started(long executionId, String note) {}

  @Override
  public void stepStarted(String name) {
    troubles.getOrDefault(name, () -> {}).run();
  }

  @Override
  public void stepWaits(String name, String reason) {}

  @Override
  public void stepEnded(String name, String status, Duration time, String summary) {
    ended.add(name + " " + status);
  }

  @Override
  public void notice(String line) {
    notices.add(line);
  }
}
