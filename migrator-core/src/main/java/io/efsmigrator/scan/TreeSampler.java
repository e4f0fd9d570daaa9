package io.efsmigrator.scan;

import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.PosixException;
import io.efsmigrator.posix.Stat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds out how large a tree is within a given time and number of requests. Only reads.
 *
 * <p>Half of both is spent on counting; a tree that is counted by then is known exactly. What is left
 * goes into random walks from the root to a leaf: each weighs what it sees by the number of ways that
 * it did not take, so that their mean is right on average (D. E. Knuth, 1975, Estimating the
 * efficiency of backtrack programs). Of a directory at most {@link #LOOKED_AT} entries are asked for in a walk, and
 * memory is bounded by {@link #MOST_NAMES}.
 */
public final class TreeSampler {

  private static final int LOOKED_AT = 32;
  private static final int MOST_NAMES = 100_000;

  /** Twice the depth that EFS allows would be a loop. */
  private static final int DEEPEST = 1_000;

  /** Ends a listing or a count when its time or its requests are over. */
  private static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpentException() {
      super("spent", null, false, false);
    }
  }

  private final long mostRequests;
  private final long mostNanos;
  private final RandomGenerator random;
  private final long begun = System.nanoTime();
  private long requests;
  private long nanos;

  /** Limits for one sample. */
  public TreeSampler(Duration time, long requests, RandomGenerator random) {
    this.mostNanos = time.toNanos();
    this.mostRequests = requests;
    this.random = random;
  }

  /** Samples the tree below the root; entries that cannot be read are left out. */
  public TreeSample sample(Path root) throws PosixException {
    Sum counted = new Sum();
    try (Directory directory = Directory.open(root)) {
      try {
        count(directory, counted, 0);
        return counted.over(1, TreeSample.Basis.COUNTED);
      } catch (SpentException e) {
        return walks(directory);
      }
    }
  }

  private TreeSample walks(Directory root) throws PosixException {
    Sum sum = new Sum();
    int walks = 0;
    try {
      while (true) {
        check(1.0);
        Sum one = new Sum();
        walk(root, one);
        sum.add(one);
        walks++;
      }
    } catch (SpentException e) {
      return sum.over(Math.max(1, walks), walks == 0
          ? TreeSample.Basis.UNKNOWN
          : TreeSample.Basis.ESTIMATED);
    }
  }

  private void count(Directory directory, Sum sum, int depth) throws PosixException {
    List<Name> names = new ArrayList<>();
    directory.list(name -> {
      check(0.5);
      if (names.size() == MOST_NAMES) {
        throw new SpentException();
      }
      names.add(name);
    });
    for (Name name : names) {
      check(0.5);
      if (sum.seen(stat(directory, name), 1) && depth < DEEPEST) {
        try (Directory child = directory.openDirectory(name)) {
          count(child, sum, depth + 1);
        } catch (PosixException unreadable) {
          // Or gone: the copy will say so, a sample need not.
        }
      }
    }
  }

  private void walk(Directory root, Sum sum) throws PosixException {
    Directory here = root;
    double weight = 1;
    try {
      for (int depth = 0; depth < DEEPEST; depth++) {
        List<Name> sample = new ArrayList<>();
        long all = reservoir(here, sample);
        double scale = sample.isEmpty() ? 0 : weight * all / sample.size();
        List<Name> directories = new ArrayList<>();
        for (Name name : sample) {
          check(1.0);
          if (sum.seen(stat(here, name), scale)) {
            directories.add(name);
          }
        }
        if (directories.isEmpty()) {
          return;
        }
        weight = scale * directories.size();
        Directory next = here.openDirectory(
            directories.get(random.nextInt(directories.size())));
        if (here != root) {
          here.close();
        }
        here = next;
      }
    } catch (PosixException unreadable) {
      // What this walk has seen counts; behind that door it counts as nothing.
    } finally {
      if (here != root) {
        here.close();
      }
    }
  }

  /** So many names of the directory, each with the same chance; returns how many there are. */
  private long reservoir(Directory directory, List<Name> sample) throws PosixException {
    long[] all = {0};
    directory.list(name -> {
      check(1.0);
      all[0]++;
      if (sample.size() < LOOKED_AT) {
        sample.add(name);
      } else {
        long place = random.nextLong(all[0]);
        if (place < LOOKED_AT) {
          sample.set((int) place, name);
        }
      }
    });
    return all[0];
  }

  private Stat stat(Directory directory, Name name) throws PosixException {
    long before = System.nanoTime();
    try {
      return directory.stat(name);
    } finally {
      requests++;
      nanos += System.nanoTime() - before;
    }
  }

  private void check(double part) {
    if (requests > mostRequests * part || System.nanoTime() - begun > mostNanos * part) {
      throw new SpentException();
    }
  }

  private final class Sum {
    private double files;
    private double directories;
    private double bytes;

    /** Whether it is a directory. */
    boolean seen(Stat stat, double weight) {
      if (stat.type() == FileType.DIRECTORY) {
        directories += weight;
        return true;
      }
      files += weight;
      bytes += stat.type() == FileType.FILE ? weight * stat.sizeBytes() : 0;
      return false;
    }

    void add(Sum other) {
      files += other.files;
      directories += other.directories;
      bytes += other.bytes;
    }

    TreeSample over(int number, TreeSample.Basis basis) {
      return new TreeSample(Math.round(files / number), Math.round(directories / number),
          Math.round(bytes / number), basis, requests,
          Duration.ofNanos(requests == 0 ? 0 : nanos / requests));
    }
  }
}
