package io.efsmigrator.pass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Swaps directories of one tree for links to another place and back, so often.
 *
 * <p>It works on children of the root only: whatever a copy makes of such a name meanwhile, a call of
 * this class never goes through a link itself, so a change of the other place is not of its doing.
 */
final class LinkSwapper {

  private static final int MAX_PAUSE_NANOS = 100_000;

  private final Path root;
  private final Path link;
  private final Path hold;
  private final int wanted;
  private final Random random;
  private final Thread thread;
  private final AtomicInteger flips = new AtomicInteger();
  private int held;

  /**
   * Begins to swap.
   *
   * @param link what the links hold
   * @param hold folder beside the tree for directories that are swapped out at the moment
   */
  LinkSwapper(Path root, Path link, Path hold, int flips, long seed) {
    this.root = root;
    this.link = link;
    this.hold = hold;
    this.wanted = flips;
    this.random = new Random(seed);
    this.thread = Thread.ofPlatform().daemon().start(this::run);
  }

  /** How often a link stood in the place of a directory. */
  int flips() {
    return flips.get();
  }

  boolean isDone() {
    return !thread.isAlive();
  }

  private void run() {
    while (flips.get() < wanted) {
      synchronized (this) {
        try {
          flip();
        } catch (IOException e) {
          // The copy was faster: it has put a directory or a link of the source into that place.
        }
      }
      pause();
    }
  }

  private void flip() throws IOException {
    List<Path> directories = directories();
    if (directories.isEmpty()) {
      return;
    }
    Path directory = directories.get(random.nextInt(directories.size()));
    Path aside = hold.resolve("held" + held++);
    Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.createSymbolicLink(directory, link);
      flips.incrementAndGet();
      pause();
    } finally {
      putBack(aside, directory);
    }
  }

  private void putBack(Path aside, Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      Files.delete(directory);
    }
    try {
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(aside);
      throw e;
    }
  }

  private List<Path> directories() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).sorted()
          .toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void pause() {
    LockSupport.parkNanos(random.nextInt(MAX_PAUSE_NANOS));
  }
}
