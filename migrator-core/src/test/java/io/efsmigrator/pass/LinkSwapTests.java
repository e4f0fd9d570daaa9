package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.copy.EntryCopier;
import io.efsmigrator.copy.LargeFiles;
import io.efsmigrator.copy.Settling;
import io.efsmigrator.manifest.CopyGuard;
import io.efsmigrator.manifest.DeletePolicy;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Pace;
import io.efsmigrator.manifest.Partition;
import io.efsmigrator.manifest.PassDirectory;
import io.efsmigrator.manifest.PoolBatch;
import io.efsmigrator.manifest.SegmentReader;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.manifest.XattrScope;
import io.efsmigrator.posix.DirectoryTree;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directories of both trees are swapped for links to elsewhere and back while they are scanned, copied
 * and finished: nothing comes from there into the target, and nothing there is touched. Some thousand
 * swaps on each side always, a hundred thousand with {@code -Pcampaign}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LinkSwapTests {

  private static final int FLIPS = Integer.getInteger("campaign.flips", 3_000);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int DIRECTORIES = 6;
  private static final int FILES = 6;
  private static final int THREADS = 6;
  /** To be copied again at once is harmless, and the race is run once more. */
  private static final int TIMES = 10;
  private static final String INSIDE = "inside";
  private static final String OUTSIDE = "OUTSIDE";
  private static final String OUTSIDE_NAME = "only-outside";
  private static final long OUTSIDE_SECONDS = 1_111_111_111;
  /** From a directory in the root; the same link means another place on either side. */
  private static final Path LINK = Path.of("../outside");

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  private final Set<Sha256> hashes = new HashSet<>();
  private int passes;
  private final LongAdder copied = new LongAdder();
  private final LongAdder disturbed = new LongAdder();
  private final LongAdder leakedBytes = new LongAdder();
  private final List<String> leaks = new ArrayList<>();

  @BeforeEach
  void makeTrees() throws IOException {
    source = side("source");
    target = side("target");
    Node[] directories = new Node[DIRECTORIES];
    for (int i = 0; i < directories.length; i++) {
      directories[i] = dir("d" + i, entries(INSIDE, dir("e", entries(INSIDE))));
    }
    FileTree.of(directories).build(source);
    for (int i = 0; i < FILES; i++) {
      MessageDigest digest = Sha256.newDigest();
      digest.update((INSIDE + i).getBytes(StandardCharsets.US_ASCII));
      hashes.add(Sha256.of(digest));
    }
    Files.createDirectory(target);
  }

  @Test
  void nothingLeaksInAndNothingOutsideIsTouched() throws Exception {
    String before = Shell.everything(folder.resolve("source/outside"))
        + Shell.everything(folder.resolve("target/outside"));
    pass();
    LinkSwapper ofSource = swapper(source, 1);
    LinkSwapper ofTarget = swapper(target, 2);
    while (!ofSource.isDone() || !ofTarget.isDone()) {
      pass();
      synchronized (ofSource) {
        synchronized (ofTarget) {
          lookForLeaks();
          plantExtras();
        }
      }
    }
    pass();

    System.out.printf("%,d swaps in the source, %,d in the target, %d passes, %,d entries copied,"
        + " %,d disturbed, %,d bytes leaked, seed %d%n", ofSource.flips(), ofTarget.flips(), passes,
        copied.sum(), disturbed.sum(), leakedBytes.sum(), SEED);
    assertThat(leaks).as(where()).isEmpty();
    assertThat(leakedBytes.sum()).as(where()).isZero();
    assertThat(Shell.everything(folder.resolve("source/outside"))
        + Shell.everything(folder.resolve("target/outside"))).as(where()).isEqualTo(before);
    assertThat(FileTree.read(target)).as(where()).isEqualTo(FileTree.read(source));
    assertThat(List.of(ofSource.flips(), ofTarget.flips())).containsOnly(FLIPS);
    assertThat(disturbed.sum()).as("the swaps met the copy, " + where()).isPositive();
  }

  /** A tree with a place beside it that has all the names of one of its directories. */
  private Path side(String name) throws IOException {
    Path side = Files.createDirectories(folder.resolve(name));
    Files.createDirectory(side.resolve("hold"));
    FileTree.rooted(dir("outside", entries(OUTSIDE, dir("e", entries(OUTSIDE)),
        file(OUTSIDE_NAME, OUTSIDE).mtime(OUTSIDE_SECONDS, 0),
        file("extra", OUTSIDE).mtime(OUTSIDE_SECONDS, 0))).mode(0711)
        .mtime(OUTSIDE_SECONDS, 0)).build(side.resolve("outside"));
    return side.resolve("tree");
  }

  private static Node[] entries(String content, Node... more) {
    List<Node> entries = new ArrayList<>(List.of(more));
    long seconds = content.equals(OUTSIDE) ? OUTSIDE_SECONDS : 1_500_000_000;
    for (int i = 0; i < FILES; i++) {
      entries.add(file("f" + i, content + i).mtime(seconds, 0));
    }
    entries.add(hardLink("h", "f0"));
    entries.add(symlink("l", content).mtime(seconds, 0));
    entries.add(fifo("p").mtime(seconds, 0));
    return entries.toArray(Node[]::new);
  }

  private LinkSwapper swapper(Path root, long side) {
    return new LinkSwapper(root, LINK, root.resolveSibling("hold"), FLIPS, SEED + side);
  }

  /** One pass in which everything counts as changed, and is copied many times. */
  private void pass() throws IOException {
    Path state = folder.resolve("pass-" + passes++);
    PassRun run = new PassRun(source, target, state).changedSince(new Timestamp(0, 0))
        .deletes(new DeletePolicy.Delete(Long.MAX_VALUE)).scan();
    copyOften(new PassDirectory(state));
    run.finish();
    disturbed.add(run.problems.size());
    Shell.run(folder, "rm -r " + state.getFileName());
  }

  private void copyOften(PassDirectory pass) throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        // Few are kept open, so that most copies have to go down from the root again.
        DirectoryTree sourceTree = DirectoryTree.open(source, 2);
        DirectoryTree targetTree = DirectoryTree.open(target, 2)) {
      EntryCopier copier = new EntryCopier(sourceTree, targetTree,
          new DeletePolicy.Delete(Long.MAX_VALUE), CopyGuard.ALWAYS_OPEN, Pace.UNLIMITED,
          LargeFiles.in(pass.largeFiles(), Runnable::run, CopyGuard.ALWAYS_OPEN),
          XattrScope.NOTHING, Settling.UNNEEDED);
      List<ManifestEntry> entries = entries(pass);
      for (int i = 0; i < TIMES; i++) {
        new PoolBatch(pool).run(entries, entry -> judge(copier.copy(entry)));
      }
    }
  }

  private static List<ManifestEntry> entries(PassDirectory pass) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    for (Partition partition : pass.partitions()) {
      try (SegmentReader reader = SegmentReader.open(pass.segments(), partition, 0)) {
        for (ManifestEntry next = reader.next(); next != null; next = reader.next()) {
          entries.add(next);
        }
      }
    }
    return entries;
  }

  /** The hash is of what was read, even if it is overwritten before anybody looks. */
  private void judge(LedgerEntry entry) {
    switch (entry.outcome()) {
      case COPIED -> copied.increment();
      case VANISHED, IN_FLUX, FAILED -> disturbed.increment();
      case LINKED, UNCHANGED, DELETED, ATTRIBUTES_SET -> {}
    }
    if (entry.sha256() != null && !hashes.contains(entry.sha256())) {
      leakedBytes.add(entry.bytes());
    }
  }

  /** With both swappers held: no path leads elsewhere now, and no link is followed. */
  private void lookForLeaks() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      for (Path path : all.toList()) {
        boolean content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && Files.readString(path).contains(OUTSIDE);
        boolean link = Files.isSymbolicLink(path)
            && Files.readSymbolicLink(path).toString().equals(OUTSIDE);
        boolean time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
            .to(TimeUnit.SECONDS) == OUTSIDE_SECONDS;
        if (content || link || time || path.endsWith(OUTSIDE_NAME)) {
          leaks.add(path.toString());
        }
        if (content) {
          leakedBytes.add(Files.size(path));
        }
      }
    }
  }

  /** Something to delete in each directory, under a name that the other place has too. */
  private void plantExtras() throws IOException {
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = target.resolve("d" + i);
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.write(directory.resolve("extra"), INSIDE.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static String where() {
    return "seed " + SEED;
  }
}
