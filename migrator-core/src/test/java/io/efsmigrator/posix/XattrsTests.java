package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.tree.Mount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XattrsTests {

  private static final XattrName USER = XattrName.of("user.comment");
  private static final XattrName TRUSTED = XattrName.of("trusted.mark");
  private static final byte[] VALUE = {0, (byte) 0xff, 'v'};
  private static final Name F = Name.of("f");

  @TempDir
  private Path folder;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    directory = Directory.open(folder);
    directory.createFile(F, 0600).close();
    assumeTrue(directory.xattrs().namespaces().contains(XattrNamespace.USER),
        "the file system of " + folder + " has no attributes");
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void anAttributeOfAnOpenFileIsWhatOthersSee() throws IOException {
    try (OpenFile file = directory.openFile(F)) {
      file.xattrs().set(USER, VALUE);

      assertThat(file.xattrs().names()).containsExactly(USER);
      assertThat(file.xattrs().value(USER)).contains(VALUE);
      assertThat(view(folder.resolve("f")).list()).containsExactly("comment");
      assertThat(view(folder.resolve("f")).size("comment")).isEqualTo(3);

      file.xattrs().remove(USER);

      assertThat(file.xattrs().names()).isEmpty();
      assertThat(file.xattrs().value(USER)).isEmpty();
      assertThat(view(folder.resolve("f")).list()).isEmpty();
    }
  }

  @Test
  void anEntryAndADirectoryAreReachedWithoutOpeningThem() throws IOException {
    directory.makeDirectory(Name.of("d"), 0);
    try (Directory child = directory.openDirectory(Name.of("d"))) {
      directory.xattrs(F).set(USER, VALUE);
      child.xattrs().set(USER, new byte[0]);
      directory.xattrs().set(USER, "root".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(view(folder.resolve("f")).size("comment")).isEqualTo(3);
    assertThat(view(folder.resolve("d")).size("comment")).isZero();
    assertThat(view(folder).size("comment")).isEqualTo(4);
    assertThat(directory.xattrs(Name.of("d")).value(USER)).contains(new byte[0]);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    directory.makeSymlink(LinkTarget.of("f"), Name.of("l"));
    directory.xattrs(F).set(USER, VALUE);

    Xattrs link = directory.xattrs(Name.of("l"));

    assertThat(link.names()).isEmpty();
    assertThat(link.value(USER)).isEmpty();
    assertThatThrownBy(() -> link.set(USER, VALUE)).isInstanceOfSatisfying(PosixException.class,
        e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
  }

  @Test
  void linksFifosAndDevicesHaveTheirOwn() throws IOException {
    assumeTrue(directory.stat().uid() == 0, "only root sees trusted attributes");
    directory.makeSymlink(LinkTarget.of("f"), Name.of("l"));
    directory.makeNode(Name.of("p"), FileType.FIFO, 0600, 0);
    directory.makeNode(Name.of("c"), FileType.CHARACTER_DEVICE, 0600, 0x103);
    for (String name : new String[]{"l", "p", "c"}) {
      directory.xattrs(Name.of(name)).set(TRUSTED, name.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(directory.xattrs(Name.of("l")).value(TRUSTED)).contains(new byte[]{'l'});
    assertThat(directory.xattrs(Name.of("p")).value(TRUSTED)).contains(new byte[]{'p'});
    assertThat(directory.xattrs(Name.of("c")).names()).containsExactly(TRUSTED);
    assertThat(directory.xattrs(F).names()).isEmpty();
  }

  @Test
  void theHeldDirectoryIsMeantAndNotItsPath() throws IOException {
    Path moved = folder.resolve("moved");
    Files.createDirectory(folder.resolve("d"));
    try (Directory child = directory.openDirectory(Name.of("d"))) {
      child.createFile(F, 0600).close();
      Files.move(folder.resolve("d"), moved);
      Files.createDirectory(folder.resolve("d"));
      Files.createFile(folder.resolve("d/f"));

      child.xattrs(F).set(USER, VALUE);
    }

    assertThat(view(moved.resolve("f")).list()).containsExactly("comment");
    assertThat(view(folder.resolve("d/f")).list()).isEmpty();
  }

  @Test
  void namesAreBytes() throws IOException {
    byte[] odd = {'u', 's', 'e', 'r', '.', (byte) 0xff, '\n', '='};
    directory.xattrs(F).set(XattrName.of(odd), VALUE);

    assertThat(directory.xattrs(F).names()).containsExactly(XattrName.of(odd));
    assertThat(directory.xattrs(F).value(XattrName.of(odd))).contains(VALUE);
    assertThat(XattrName.of(odd)).hasToString("user.\\xff\\n=");
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatIllegalArgumentException().isThrownBy(() -> XattrName.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> XattrName.of("user.a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> XattrName.of("u".repeat(256)));
  }

  @Test
  void removingWhatIsNotThereIsNoError() throws IOException {
    directory.xattrs(F).remove(USER);
    directory.xattrs().remove(XattrName.DEFAULT_ACL);

    assertThat(directory.xattrs(F).names()).isEmpty();
  }

  @Test
  void anErrorNamesTheEntryAndTheAttribute() {
    assertThatThrownBy(() -> directory.xattrs(Name.of("gone")).value(USER))
        .isInstanceOf(PosixException.class)
        .hasMessageContaining("lgetxattr gone (user.comment)").hasMessageContaining("ENOENT");
  }

  @Test
  void theLargestValueIsReadWholeAndTooLongAListIsAnError() throws IOException {
    assumeTrue(directory.stat().uid() == 0, "mounting needs root");
    byte[] largest = new byte[Xattrs.MAX_BYTES];
    Arrays.fill(largest, (byte) 'x');
    try (Mount _ = Mount.of("tmpfs", folder); Directory there = Directory.open(folder)) {
      Xattrs xattrs = there.xattrs();
      assumeTrue(xattrs.namespaces().contains(XattrNamespace.USER), "tmpfs since Linux 6.6");
      xattrs.set(USER, largest);
      assertThat(xattrs.value(USER)).contains(largest);

      for (int i = 0; i < 300; i++) {
        xattrs.set(XattrName.of("user.%d%s".formatted(i, "n".repeat(240))), new byte[0]);
      }

      assertThatThrownBy(xattrs::names).isInstanceOfSatisfying(PosixException.class,
          e -> assertThat(e.errno()).isEqualTo(Errno.E2BIG));
    }
  }

  @Test
  void aFileSystemWithoutAttributesSaysSo() throws IOException {
    assumeTrue(directory.stat().uid() == 0, "mounting needs root");
    try (Mount _ = Mount.of("ramfs", folder); Directory there = Directory.open(folder)) {
      there.createFile(F, 0600).close();

      assertThat(there.xattrs().namespaces()).isEmpty();
      assertThat(there.xattrs(F).names()).isEmpty();
      assertThatThrownBy(() -> there.xattrs(F).set(USER, VALUE))
          .isInstanceOfSatisfying(PosixException.class,
              e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
    }
  }

  @Test
  void whatIsRefusedAListHasNoAttributesWhateverItSaysOfAcls() throws IOException {
    assumeTrue(directory.stat().uid() == 0 && Files.isExecutable(Path.of("/usr/bin/bindfs"))
        && Files.isWritable(Path.of("/dev/fuse")), "needs root, FUSE and bindfs");
    Path shown = Files.createDirectory(folder.resolve("shown"));
    Path below = Files.createDirectory(folder.resolve("below"));
    try (Mount _ = Mount.withoutAttributes(below, shown);
        Directory there = Directory.open(shown)) {
      assertThat(there.xattrs().value(XattrName.of("system.posix_acl_access"))).isEmpty();
      assertThat(there.xattrs().namespaces()).isEmpty();
    }
  }

  private static UserDefinedFileAttributeView view(Path path) {
    return Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
  }
}
