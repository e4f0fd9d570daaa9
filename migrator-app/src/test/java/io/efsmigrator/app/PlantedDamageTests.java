package io.efsmigrator.app;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.app.cli.Launcher.DirectoryPair;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.launch.RunListener;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.plan.CopySettings.Xattrs;
import io.efsmigrator.plan.VerifyMode;
import io.efsmigrator.posix.Name;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred damages of every kind planted in one target: {@code verify} names each of them and
 * nothing else, though the page cache holds what it reads. {@code -Pcampaign} makes it a hundred
 * seeds.
 */
class PlantedDamageTests {

  private static final int SEEDS = Integer.getInteger("campaign.seeds", 2);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int DAMAGES = 100;
  private static final int DIRECTORIES = 150;
  private static final String COMMENT = "a comment";

  /** Plants one damage in a directory of its own and names the path that must be told. */
  private interface Damage {
    String plant(Path directory, Random random) throws IOException;
  }

  private static final List<Damage> KINDS = List.of(
      PlantedDamageTests::flipOneBit,
      (directory, random) -> change(directory, "f", "unix:uid", 1 + random.nextInt(60_000)),
      (directory, random) -> change(directory, "f", "unix:gid", 1 + random.nextInt(60_000)),
      (directory, random) -> change(directory, "f", "unix:mode", 0644 ^ (1 << random.nextInt(9))),
      (directory, random) -> comment(directory, "f", random),
      (directory, random) -> comment(directory, "", random),
      (directory, random) -> oneNanosecond(directory, "f"),
      (directory, random) -> oneNanosecond(directory, "l"),
      (directory, random) -> oneNanosecond(directory, "p"),
      (directory, random) -> oneNanosecond(directory, ""),
      (directory, random) -> change(directory, "", "unix:mode", 0700),
      (directory, random) -> inPlaceOf(directory, "b", () -> {
        Files.copy(directory.resolve("a"), directory.resolve("b"),
            StandardCopyOption.COPY_ATTRIBUTES);
      }),
      (directory, random) -> inPlaceOf(directory, "l",
          () -> Files.createSymbolicLink(directory.resolve("l"), Path.of("g"))),
      (directory, random) -> inPlaceOf(directory, "f", () -> {}),
      (directory, random) -> inPlaceOf(directory, "p", () -> {}),
      (directory, random) -> inPlaceOf(directory, "extra",
          () -> Files.writeString(directory.resolve("extra"), "x")),
      (directory, random) -> inPlaceOf(directory, "extra",
          () -> Files.createDirectory(directory.resolve("extra"))));

  @TempDir
  private Path folder;
  private int executions;

  @Test
  void everyOneIsFoundAndNothingElse() throws Exception {
    Path source = folder.resolve("source");
    Path target = folder.resolve("target");
    tree().build(source);
    tree().build(target);
    assertThat(verify(source, target)).as("a clean pair").isEmpty();
    for (int i = 0; i < SEEDS; i++) {
      Random random = new Random(SEED + i);
      Path damaged = folder.resolve("target-" + i);
      tree().build(damaged);
      Set<String> planted = plant(damaged, random);

      assertThat(verify(source, damaged)).as("seed %d", SEED + i).isEqualTo(planted);
    }
  }

  private FileTree tree() throws IOException {
    Node[] directories = new Node[DIRECTORIES];
    boolean commented = hasComments(folder);
    Random random = new Random(7);
    for (int i = 0; i < DIRECTORIES; i++) {
      byte[] content = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(content);
      Node file = file(Name.of("f"), content).owner(0, 0);
      Node directory = dir("d" + i, commented ? file.xattr("user.comment", COMMENT) : file,
          file("a", "group " + i),
          hardLink("b", "a"), symlink("l", "f"), fifo("p"));
      directories[i] = commented ? directory.xattr("user.comment", COMMENT) : directory;
    }
    return FileTree.of(directories);
  }

  private static Set<String> plant(Path target, Random random) throws IOException {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < DIRECTORIES; i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    Set<String> planted = new TreeSet<>();
    for (int i = 0; i < DAMAGES; i++) {
      Path directory = target.resolve("d" + places.get(i));
      planted.add(target.relativize(directory.resolve(
          KINDS.get(i % KINDS.size()).plant(directory, random))).toString());
    }
    assertThat(planted).hasSize(DAMAGES);
    return planted;
  }

  /** The paths that a verification tells. */
  private Set<String> verify(Path source, Path target) throws Exception {
    RepositorySettings state = RepositorySettings.h2(folder.resolve("state"));
    RunResult result = new BatchLauncher(Clock.systemUTC()).verify(
        new DirectoryPair(source, target), VerifyMode.FULL, Xattrs.AUTO, state, RunListener.SILENT);
    executions++;
    if (result instanceof RunResult.Completed) {
      return Set.of();
    }
    Set<String> told = new TreeSet<>();
    try (HistoryQueries history = History.open(state.stateDirectory(), null, Map.of())) {
      history.ask(Question.of(Question.Topic.PROBLEMS, executions)).rows()
          .forEach(row -> told.add(row.text("path_text")));
    }
    return told;
  }

  private static String flipOneBit(Path directory, Random random) throws IOException {
    Path path = directory.resolve("f");
    FileTime time = Files.getLastModifiedTime(path);
    Files.readAllBytes(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long at = random.nextLong(file.length());
      file.seek(at);
      int bits = file.read();
      file.seek(at);
      file.write(bits ^ (1 << random.nextInt(8)));
    }
    Files.setLastModifiedTime(path, time);
    return "f";
  }

  private static String change(Path directory, String name, String attribute, int value)
      throws IOException {
    Files.setAttribute(directory.resolve(name), attribute, value);
    return name;
  }

  /** A byte of an extended attribute; where there are none, the mode in its place. */
  private static String comment(Path directory, String name, Random random) throws IOException {
    Path path = directory.resolve(name);
    if (!hasComments(path)) {
      return change(directory, name, "unix:mode", 0711);
    }
    byte[] value = COMMENT.getBytes(StandardCharsets.US_ASCII);
    value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
    Files.setAttribute(path, "user:comment", value);
    return name;
  }

  private static boolean hasComments(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView(UserDefinedFileAttributeView.class);
  }

  private static String oneNanosecond(Path directory, String name) throws IOException {
    Path path = directory.resolve(name);
    long nanos = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
        .to(TimeUnit.NANOSECONDS) + 1;
    run(directory, "touch", "-h", "-m", "-d",
        "@%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000), path.toString());
    return name;
  }

  private interface Replacing {
    void run() throws IOException;
  }

  /** Takes an entry away, puts another there or none, and hides it from the directory's time. */
  private static String inPlaceOf(Path directory, String name, Replacing replacing)
      throws IOException {
    Path path = directory.resolve(name);
    FileTime linkTime = Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
        : FileTime.fromMillis(0);
    FileTime time = Files.getLastModifiedTime(directory);
    Files.deleteIfExists(path);
    replacing.run();
    if (Files.isSymbolicLink(path)) {
      long nanos = linkTime.to(TimeUnit.NANOSECONDS);
      run(directory, "touch", "-h", "-m", "-d",
          "@%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000), path.toString());
    }
    Files.setLastModifiedTime(directory, time);
    return name;
  }

  private static void run(Path directory, String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).directory(directory.toFile())
          .redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
