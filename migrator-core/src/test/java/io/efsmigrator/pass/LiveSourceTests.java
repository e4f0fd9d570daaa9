package io.efsmigrator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.PassSummary;
import io.efsmigrator.posix.Timestamp;
import io.efsmigrator.tree.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that somebody uses while it is copied. */
class LiveSourceTests {

  private static final int CHANGES = 20_000;
  private static final long SEED = 20_261_123;

  @TempDir
  private Path folder;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void afterTheLastChangeOnePassMakesBothEqual() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source/d0/d1")).getParent().getParent();
    Path target = Files.createDirectory(folder.resolve("target"));
    Path canary = Files.createDirectory(folder.resolve("canary"));
    Files.writeString(canary.resolve("f1"), "alive");
    String before = Shell.everything(canary);
    Thread writer = Thread.ofPlatform().start(() -> change(source, canary));

    int passes = 0;
    Timestamp since = null;
    while (writer.isAlive()) {
      since = pass(source, target, passes++, since);
    }
    writer.join();
    pass(source, target, passes++, since);

    assertThat(FileTree.read(target)).as("seed " + SEED).isEqualTo(FileTree.read(source));
    assertThat(Shell.everything(canary)).isEqualTo(before);
    assertThat(new PassRun(source, target, folder.resolve("proof")).prove().problems).isEmpty();
    assertThat(passes).isGreaterThan(2);
  }

  /** Runs a pass from the time of the last change before it, as the kernel that sets ctimes sees it. */
  private Timestamp pass(Path source, Path target, int number, Timestamp since) throws IOException {
    Path touched = Files.writeString(folder.resolve("clock"), "" + number);
    long now = Files.getLastModifiedTime(touched).to(TimeUnit.NANOSECONDS);
    Timestamp start = new Timestamp(now / 1_000_000_000 - 1, (int) (now % 1_000_000_000));
    Path pass = folder.resolve("pass-" + number);
    new PassRun(source, target, pass).startedAt(start).changedSince(since).run();
    return PassSummary.read(pass.resolve("summary")).orElseThrow().startedAt();
  }

  private static void change(Path source, Path canary) {
    Random random = new Random(SEED);
    for (int i = 0; i < CHANGES; i++) {
      try {
        changeOne(source, canary, random);
      } catch (IOException e) {
        // A change that met another one's result: a directory in the way, a name that is gone.
      }
    }
  }

  private static void changeOne(Path source, Path canary, Random random) throws IOException {
    Path directory = source.resolve("d" + random.nextInt(4)).resolve("d" + random.nextInt(3));
    Path file = directory.resolve("f" + random.nextInt(8));
    switch (random.nextInt(12)) {
      case 0 -> Files.createDirectories(directory);
      // The writer itself must not follow links, or the canary would die by its hand.
      case 1, 2, 3 -> Files.write(file, new byte[random.nextInt(20_000)],
          StandardOpenOption.CREATE, StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
      case 4 -> Files.writeString(file, "more", StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
      case 5 -> Files.delete(file);
      case 6 -> Files.move(file, directory.resolveSibling("f" + random.nextInt(8)),
          StandardCopyOption.REPLACE_EXISTING);
      case 7 -> Files.createLink(directory.resolve("h" + random.nextInt(4)), file);
      case 8 -> {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, canary.resolve("f1"));
      }
      case 9 -> rewriteBehindTheSameTime(file, random);
      case 10 -> swapForALink(directory, canary);
      default -> Files.move(directory, source.resolve("moved" + random.nextInt(3)));
    }
  }

  private static void rewriteBehindTheSameTime(Path file, Random random) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      FileTime time = Files.getLastModifiedTime(file);
      byte[] content = new byte[(int) Files.size(file)];
      random.nextBytes(content);
      Files.write(file, content);
      Files.setLastModifiedTime(file, time);
    }
  }

  /** A directory is a link to elsewhere for a moment: nothing may be read or written through it. */
  private static void swapForALink(Path directory, Path canary) throws IOException {
    Path aside = directory.resolveSibling("aside");
    Files.move(directory, aside);
    try {
      Files.createSymbolicLink(directory, canary);
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Files.move(aside, directory);
    }
  }
}
