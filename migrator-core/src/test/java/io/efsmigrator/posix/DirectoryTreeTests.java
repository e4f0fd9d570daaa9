package io.efsmigrator.posix;

import static io.efsmigrator.posix.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTests {

  @TempDir
  private Path path;

  @Test
  void reachesAndRemovesADirectoryFarBelowTheLongestPathOfASystemCall() throws IOException {
    Name name = Name.of("d".repeat(200));
    RelativePath deepest = RelativePath.ROOT;
    try (DirectoryTree tree = DirectoryTree.open(path, 8)) {
      for (int level = 0; level < 1000; level++) {
        try (DirectoryTree.Lease lease = tree.directory(deepest)) {
          lease.directory().makeDirectory(name, 0700);
        }
        deepest = deepest.child(name);
      }
      tree.invalidate(RelativePath.ROOT);

      try (DirectoryTree.Lease lease = tree.directory(deepest)) {
        lease.directory().createFile(Name.of("file"), 0600).close();
        assertThat(lease.directory().stat(Name.of("file")).type()).isEqualTo(FileType.FILE);
        lease.directory().unlink(Name.of("file"));
      }
      assertThat(tree.openCount()).isLessThanOrEqualTo(8);
    }
    // The temporary directory's own removal cannot reach so deep.
    try (DirectoryTree tree = DirectoryTree.open(path)) {
      while (!deepest.isRoot()) {
        try (DirectoryTree.Lease lease = tree.directory(deepest.parent())) {
          lease.directory().removeDirectory(name);
        }
        deepest = deepest.parent();
      }
    }
  }

  @Test
  void refusesALinkInPlaceOfADirectory() throws IOException {
    Path outside = Files.createDirectories(path.resolve("outside/b"));
    Path root = Files.createDirectories(path.resolve("root"));
    Files.createSymbolicLink(root.resolve("a"), outside.getParent());

    try (DirectoryTree tree = DirectoryTree.open(root)) {
      assertFails(Errno.ENOTDIR, () -> tree.directory(RelativePath.of("a")));
      assertFails(Errno.ENOTDIR, () -> tree.directory(RelativePath.of("a/b")));
    }
  }

  @Test
  void aLinkPlantedLaterLeadsAnOpenDirectoryNowhere() throws IOException {
    Files.createDirectories(path.resolve("root/a/b"));
    Files.createDirectories(path.resolve("outside/b"));
    Path root = path.resolve("root");
    try (DirectoryTree tree = DirectoryTree.open(root);
        DirectoryTree.Lease lease = tree.directory(RelativePath.of("a"))) {
      Files.move(root.resolve("a"), root.resolve("moved"));
      Files.createSymbolicLink(root.resolve("a"), path.resolve("outside"));

      lease.directory().createFile(Name.of("written"), 0600).close();

      assertThat(root.resolve("moved/written")).exists();
      assertThat(path.resolve("outside/written")).doesNotExist();
      tree.invalidate(RelativePath.of("a"));
      assertFails(Errno.ENOTDIR, () -> tree.directory(RelativePath.of("a/b")));
    }
  }

  @Test
  void refusesAnotherMount() throws IOException {
    try (DirectoryTree tree = DirectoryTree.open(Path.of("/"))) {
      assertFails(Errno.EXDEV, () -> tree.directory(RelativePath.of("proc/self")));
    }
  }

  @Test
  void holdsNoMoreDescriptorsThanItMay() throws IOException {
    long before = descriptors();
    try (DirectoryTree tree = DirectoryTree.open(path, 16)) {
      for (int i = 0; i < 500; i++) {
        Files.createDirectories(path.resolve("d" + i + "/e"));
        try (DirectoryTree.Lease lease = tree.directory(RelativePath.of("d" + i + "/e"))) {
          assertThat(lease.directory().find(Name.of("none"))).isEmpty();
        }
      }

      assertThat(tree.openCount()).isEqualTo(16);
      assertThat(descriptors()).isLessThan(before + 16 + 10);
    }
    assertThat(descriptors()).isLessThan(before + 10);
  }

  @Test
  void whatIsLeasedStaysOpenWhateverElseIsOpened() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Files.createDirectories(path.resolve(name));
    }
    try (DirectoryTree tree = DirectoryTree.open(path, 1)) {
      DirectoryTree.Lease a = tree.directory(RelativePath.of("a"));
      DirectoryTree.Lease b = tree.directory(RelativePath.of("b"));
      tree.directory(RelativePath.of("c")).close();
      tree.invalidate(RelativePath.of("b"));

      assertThat(a.directory().stat().type()).isEqualTo(FileType.DIRECTORY);
      assertThat(b.directory().stat().type()).isEqualTo(FileType.DIRECTORY);
      a.close();
      b.close();
      b.close();
      assertThat(tree.openCount()).isLessThanOrEqualTo(1);
      assertThatIllegalStateException().isThrownBy(() -> b.directory().stat());
    }
  }

  @Test
  void looksAgainOnlyAfterItWasToldTo() throws IOException {
    Files.createDirectories(path.resolve("a/b"));
    try (DirectoryTree tree = DirectoryTree.open(path)) {
      tree.directory(RelativePath.of("a/b")).close();
      Files.delete(path.resolve("a/b"));
      Files.delete(path.resolve("a"));
      Files.createDirectories(path.resolve("a/b/c"));

      assertFails(Errno.ENOENT, () -> tree.directory(RelativePath.of("a/b/c")));
      tree.invalidate(RelativePath.of("a"));
      tree.directory(RelativePath.of("a/b/c")).close();
    }
  }

  @Test
  void theRootIsAlwaysThere() throws IOException {
    DirectoryTree tree = DirectoryTree.open(path);
    try (DirectoryTree.Lease lease = tree.directory(RelativePath.ROOT)) {
      assertThat(lease.directory()).isSameAs(tree.root());
    }
    tree.close();

    assertThatIllegalStateException().isThrownBy(() -> tree.directory(RelativePath.ROOT));
  }

  @Test
  void manyThreadsAlwaysGetTheDirectoryTheyAskedFor()
      throws IOException, InterruptedException, ExecutionException {
    List<Stat> stats = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(path.resolve("d" + i % 7 + "/e" + i));
    }
    try (DirectoryTree tree = DirectoryTree.open(path, 3);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        try (DirectoryTree.Lease lease = tree.directory(RelativePath.of("d" + i % 7 + "/e" + i))) {
          stats.add(lease.directory().stat());
        }
      }
      List<Future<?>> visits = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        Random random = new Random(seed);
        visits.add(threads.submit(() -> visit(tree, random, stats)));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
      assertThat(tree.openCount()).isLessThanOrEqualTo(3);
    }
  }

  private static Void visit(DirectoryTree tree, Random random, List<Stat> stats)
      throws IOException {
    for (int visit = 0; visit < 2000; visit++) {
      int i = random.nextInt(40);
      RelativePath path = RelativePath.of("d" + i % 7 + "/e" + i);
      try (DirectoryTree.Lease lease = tree.directory(path)) {
        assertThat(lease.directory().stat().sameInode(stats.get(i))).isTrue();
      }
      if (visit % 50 == 0) {
        tree.invalidate(path.parent());
      }
    }
    return null;
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
