package io.efsmigrator.copy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.posix.MountInfo;
import io.efsmigrator.tree.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootChecksTests {

  @TempDir
  private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void create() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    target = Files.createDirectory(folder.resolve("source-2"));
  }

  @Test
  void acceptsTwoDirectoriesSideBySide() {
    assertThatCode(() -> RootChecks.check(source, target)).doesNotThrowAnyException();
  }

  @Test
  void refusesTheSameDirectoryUnderAnyName() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);

    refused(source, source, "same directory");
    refused(source, link, "same directory");
    refused(source, folder.resolve("source-2/../source"), "same directory");
  }

  @Test
  void refusesATargetInsideTheSource() throws IOException {
    Path inside = Files.createDirectories(source.resolve("a/b"));

    refused(source, inside, "inside the source");
    refused(source, Files.createSymbolicLink(folder.resolve("link"), inside), "inside the source");
  }

  @Test
  void refusesASourceInsideTheTarget() throws IOException {
    Path inside = Files.createDirectories(target.resolve("a/b"));

    refused(inside, target, "inside the target");
  }

  @Test
  void refusesAMountWhoseListingsBringNoAttributes() throws IOException {
    String line = "97 22 0:45 / %s rw - nfs4 10.0.1.10:/ rw,vers=4.1,%saddr=10.0.1.10\n";
    Path table = folder.resolve("mountinfo");

    Files.writeString(table, line.formatted(folder, ""));
    RootChecks.askServers(source, MountInfo.read(table));
    Files.writeString(table, line.formatted(folder, "nordirplus,"));

    assertThatThrownBy(() -> RootChecks.askServers(source, MountInfo.read(table)))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining("nordirplus");
  }

  @Test
  void refusesWhatAMountLeadsIntoTheOther() throws IOException {
    Path inside = Files.createDirectories(source.resolve("a b/c"));
    Path mounted = Files.createDirectory(folder.resolve("mounted here"));
    assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "mounting needs root");

    try (Mount _ = Mount.bind(source.resolve("a b"), mounted)) {
      refused(source, mounted, "inside the source");
      refused(source, mounted.resolve("c"), "inside the source");
      refused(mounted, source, "inside the target");
      refused(mounted, inside, "inside the source");
      refused(mounted.resolve("c"), inside, "same directory");
      assertThatCode(() -> RootChecks.check(mounted, target)).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesWhatIsNoDirectory() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    refused(file, target, "not a directory");
    refused(source, folder.resolve("nowhere"), "does not exist");
    refused(Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere")), target,
        "does not exist");
  }

  private static void refused(Path source, Path target, String why) {
    assertThatThrownBy(() -> RootChecks.check(source, target))
        .isInstanceOf(RootRefusedException.class).hasMessageContaining(why);
  }
}
