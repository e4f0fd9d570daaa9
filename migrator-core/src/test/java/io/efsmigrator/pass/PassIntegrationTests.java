package io.efsmigrator.pass;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Mount;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pass where the kernel fails on demand, and a pass by a user who is not root. */
class PassIntegrationTests {

  private static final String NOBODY = "65534";

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void create() throws IOException {
    source = folder.resolve("source");
    target = Files.createDirectory(folder.resolve("target"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      target/d/f | pwrite64:error=EIO:when=1   | d/f COPIED 2
      target/d/f | utimensat:error=EIO:when=1  | d/f COPIED 2
      target/d/f | close:error=EIO:when=1      | d/f COPIED 2
      target/d/f | pwrite64:error=EIO          | failed: The target failed
      target/d/f | pwrite64:error=ENOSPC       | failed: The target failed
      target/d/f | pwrite64:error=EFBIG        | d/f FAILED 1
      source/d/f | pread64:error=EIO:when=1    | d/f COPIED 2
      source/d/f | pread64:error=EIO           | d/f FAILED 3
      source/d   | getdents64:error=EIO:when=1 | d/f COPIED 1
      source/d   | getdents64:error=EIO        | failed: The source failed
      """)
  void anErrorIsTriedAgainOrNamedAndNeverTakenForSuccess(String path, String injection,
      String expected) throws IOException, InterruptedException {
    assumeTrue(canTrace(), "strace cannot be used here, so no errors can be injected");
    FileTree.of(dir("d", file("f", "content"))).build(source);

    String output = run(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-P",
        folder.resolve(path).toString(), "-e", "inject=" + injection),
        System.getProperty("java.class.path"));

    assertThat(output).contains(expected);
    if (expected.contains("COPIED")) {
      assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
    } else {
      assertThat(target.resolve("d/f")).as("no half file").satisfiesAnyOf(
          file -> assertThat(file).doesNotExist(),
          file -> assertThat(Files.size(file)).isZero());
    }
  }

  @Test
  void whoMayNotGiveFilesAwaySaysSoAndCopiesTheRest() throws IOException, InterruptedException {
    assumeTrue(Shell.isRoot(), "only root can be somebody else");
    FileTree.of(
        dir("d", file("f", "x").owner(1234, 1234).mode(06755),
            file("mine", "y").owner(65534, 65534),
            file("secret", "z").mode(0600), symlink("l", "f").owner(65534, 65534),
            dir("locked").owner(65534, 65534).mode(0)).owner(65534, 65534).mode(0555),
        hardLink("h", "/d/mine")).build(source);
    Shell.run(folder, "chown " + NOBODY + ":" + NOBODY + " target source; chmod 755 . source");

    String output = run(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY,
        "--clear-groups"), readableClassPath());

    assertThat(output).contains("d/f COPIED 1", "d/mine COPIED 1", "d/secret FAILED 1",
        "problem: d/f EPERM owner 1234:1234 cannot be set",
        "problem: d/secret EACCES the source:", "problem: d/locked EACCES the source:");
    FileTree copied = FileTree.read(target);
    assertThat(copied.entry("d/f").mode()).as("no set-id bit for another owner").isEqualTo(0755);
    assertThat(copied.entry("d").mode()).isEqualTo(0555);
    assertThat(copied.entry("h").sameFileAs()).hasToString("d/mine");
  }

  @Test
  void noFileIsAskedForAttributesWhereTheSourceHasNone()
      throws IOException, InterruptedException {
    assumeTrue(Shell.isRoot() && canTrace(), "needs root to mount, and strace");
    Files.createDirectory(source);
    // Whoever is not root hears of trusted attributes even where there are none.
    try (Mount _ = Mount.of("ramfs", source)) {
      FileTree.of(dir("d", file("f", "x"), symlink("l", "f")), file("g", "y")).build(source);
      Shell.run(folder, "chown " + NOBODY + ":" + NOBODY + " target source; chmod 755 . source;"
          + " touch calls; chmod 777 calls");

      run(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "strace", "-f",
          "-qq", "-e", "signal=none", "-e", "trace=/xattr", "-o",
          folder.resolve("calls").toString()),
          readableClassPath());
    }

    assertThat(FileTree.read(target).entry("d/f").content()).hasToString("\"x\"");
    // A few questions about the root at each of three openings, whatever is below it.
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSizeLessThanOrEqualTo(15)
        .allMatch(call -> call.matches(".*l(list|get)xattr\\(\"/proc/self/fd/\\d+/\\.\".*"));
  }

  @Test
  void attributesOfWhatIsReadOnlyAreSetAndThoseOfRootAreTold()
      throws IOException, InterruptedException {
    assumeTrue(Shell.isRoot(), "only root can be somebody else");
    FileTree.of(
        dir("d", file("f", "x").owner(65534, 65534).mode(0444).xattr("user.a", "1"),
            file("old", "y").owner(65534, 65534).mode(0400).xattr("user.a", "1"),
            file("program", "x").owner(65534, 65534).mode(0755).xattr("security.capability",
                XattrTrees.CAPABILITY))
            .owner(65534, 65534).mode(0555).xattr("user.d", "1"))
        .build(source);
    FileTree.of(dir("d", file("old", "y").owner(65534, 65534).mode(0400).xattr("user.b", "1"))
        .owner(65534, 65534).mode(0555)).build(target);
    Shell.run(folder, "chown " + NOBODY + ":" + NOBODY + " target source; chmod 755 . source");

    String output = run(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY,
        "--clear-groups"), readableClassPath());

    assertThat(output.lines().filter(line -> line.startsWith("problem"))).singleElement()
        .asString().startsWith("problem: d/program EPERM security.capability cannot be set");
    FileTree.Entry program = FileTree.read(target).entry("d/program");
    assertThat(program.xattrs()).isEmpty();
    assertThat(FileTree.read(target).without(path -> path.toString().equals("d/program")))
        .isEqualTo(FileTree.read(source).without(path -> path.toString().equals("d/program")));
  }

  @Test
  void aReadOnlyDirectoryOfOursIsOpenedForADeltaAndClosedAgain()
      throws IOException, InterruptedException {
    assumeTrue(Shell.isRoot(), "only root can be somebody else");
    FileTree before = FileTree.of(dir("d", file("old", "x").owner(65534, 65534))
        .owner(65534, 65534).mode(0555), file("g", "y").owner(65534, 65534));
    before.build(source);
    before.build(target);
    Shell.run(source, "echo new > d/new; rm d/old; ln g d/h; mkdir d/e; chown " + NOBODY + ":"
        + NOBODY + " d/new d/e");
    Shell.run(folder, "chown " + NOBODY + ":" + NOBODY + " source target; mkdir state; chmod 755 ."
        + "; chown " + NOBODY + " state");

    String output = run(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY,
        "--clear-groups"), readableClassPath());

    assertThat(output).doesNotContain("problem");
    assertThat(FileTree.read(target)).isEqualTo(FileTree.read(source));
  }

  private String run(List<String> prefix, String classPath)
      throws IOException, InterruptedException {
    Path state = folder.resolve("state");
    Files.createDirectories(state);
    Shell.run(state, "chmod 777 .");
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", classPath,
        PassProgram.class.getName(), source.toString(), target.toString(),
        state.resolve("pass").toString()));
    Process process = new ProcessBuilder(command).directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The class path where everybody can read it; Maven keeps it in root's home. */
  private String readableClassPath() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
        Path copy = classes.resolve(String.valueOf(copies.size()));
        Shell.run(folder, "cp -r '" + entry + "' '" + copy + "'");
        copies.add(copy.toString());
      }
    }
    Shell.run(classes, "chmod -R a+rX .");
    return String.join(File.pathSeparator, copies);
  }

  private static boolean canTrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
