package io.efsmigrator.posix;

import static io.efsmigrator.posix.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTests {

  private static final Name A = Name.of("a");
  private static final Name B = Name.of("b");
  private static final Name C = Name.of("c");

  @TempDir
  private Path path;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    directory = Directory.open(path);
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void oddNamesComeBackByteForByte() throws IOException {
    List<Name> names = List.of(Name.of("-rf"), Name.of("a\nb"), Name.of("$(reboot)"), Name.of(" "),
        Name.of("x".repeat(255)), Name.of(new byte[]{(byte) 0xff, (byte) 0xfe}), Name.of("ü"),
        Name.of("u\u0308"), Name.of("..."), Name.of("\\"), Name.of(".hidden"));
    for (Name name : names) {
      directory.createFile(name, 0600).close();
    }

    assertThat(listed()).containsExactlyInAnyOrderElementsOf(names);
    for (Name name : names) {
      assertThat(directory.stat(name).type()).isEqualTo(FileType.FILE);
      directory.unlink(name);
    }
    assertThat(listed()).isEmpty();
  }

  @Test
  void listsADirectoryThatFillsManyBuffersWhileItIsWorkedIn() throws IOException {
    for (int i = 0; i < 5000; i++) {
      Files.createFile(path.resolve("entry-with-a-rather-long-name-" + i));
    }
    List<Name> seen = new ArrayList<>();

    directory.list(name -> {
      seen.add(name);
      if (seen.size() == 3) {
        // Calls of its own on the same thread must not disturb the listing.
        assertThat(uncheckedList()).hasSize(5000);
      }
    });

    assertThat(seen).hasSize(5000).doesNotHaveDuplicates();
  }

  @Test
  void theListingOfADirectoryThatIsGoneFails() throws IOException {
    directory.makeDirectory(A, 0700);
    try (Directory gone = directory.openDirectory(A)) {
      directory.removeDirectory(A);

      assertFails(Errno.ENOENT, () -> gone.list(name -> {}));
    }
  }

  @Test
  void aStatSaysWhatTheJavaLibrarySays() throws IOException {
    Files.writeString(path.resolve("a"), "hello");
    Files.createLink(path.resolve("b"), path.resolve("a"));
    directory.setMode(A, 06751);
    directory.setTimes(A, new Timestamp(1_234_567_890, 987_654_321));

    Stat stat = directory.stat(A);

    assertThat(stat.type()).isEqualTo(FileType.FILE);
    assertThat(stat.mode()).isEqualTo(06751).isEqualTo((int) attribute("mode") & 07777);
    assertThat(stat.uid()).isEqualTo(Integer.toUnsignedLong((int) attribute("uid")));
    assertThat(stat.gid()).isEqualTo(Integer.toUnsignedLong((int) attribute("gid")));
    assertThat(stat.sizeBytes()).isEqualTo(5);
    assertThat(stat.inode()).isEqualTo(attribute("ino"));
    assertThat(stat.device()).isEqualTo(attribute("dev"));
    assertThat(stat.linkCount()).isEqualTo(2);
    assertThat(stat.mtime()).isEqualTo(new Timestamp(1_234_567_890, 987_654_321));
    assertThat(stat.sameInode(directory.stat(B))).isTrue();
    assertThat(directory.stat().sameInode(stat)).isFalse();
  }

  @Test
  void keepsTimesBefore1970AndAfter2106() throws IOException {
    directory.createFile(A, 0600).close();
    for (Timestamp time : List.of(new Timestamp(-1, 1), new Timestamp(-2_000_000_000, 999_999_999),
        new Timestamp(4_294_967_296L, 7), new Timestamp(6_000_000_000L, 1))) {
      directory.setTimes(A, time);

      assertThat(directory.stat(A).mtime()).isEqualTo(time);
    }
  }

  @Test
  void settingTheModificationTimeLeavesTheAccessTime() throws IOException {
    directory.createFile(A, 0600).close();
    Object before = Files.getAttribute(path.resolve("a"), "lastAccessTime");

    directory.setTimes(A, Timestamp.EPOCH);
    directory.setTimes(Timestamp.EPOCH);

    assertThat(Files.getAttribute(path.resolve("a"), "lastAccessTime")).isEqualTo(before);
    assertThat(directory.stat().mtime()).isEqualTo(Timestamp.EPOCH);
  }

  @Test
  void everythingDoneToALinkIsDoneToTheLinkItself() throws IOException {
    Path canary = Files.writeString(path.resolve("canary"), "x");
    Stat before = directory.stat(Name.of("canary"));
    directory.makeSymlink(LinkTarget.of("canary"), A);

    directory.setTimes(A, new Timestamp(77, 7));
    directory.setOwner(A, before.uid(), before.gid());
    assertFails(Errno.EOPNOTSUPP, () -> directory.setMode(A, 0777));
    assertFails(Errno.ELOOP, () -> directory.openFile(A));
    assertFails(Errno.ELOOP, () -> directory.createFile(A, 0600));
    directory.link(directory, A, B);

    assertThat(directory.stat(A).mtime()).isEqualTo(new Timestamp(77, 7));
    assertThat(directory.stat(B).type()).isEqualTo(FileType.SYMLINK);
    assertThat(directory.stat(Name.of("canary"))).isEqualTo(before);
    assertThat(canary).hasContent("x");
  }

  @Test
  void aLinkToADirectoryIsNoDirectory() throws IOException {
    directory.makeDirectory(A, 0700);
    directory.makeSymlink(LinkTarget.of("a"), B);

    assertFails(Errno.ENOTDIR, () -> directory.openDirectory(B));
    assertFails(Errno.ENOTDIR, () -> directory.removeDirectory(B));
  }

  @Test
  void linkTargetsAreKeptAsTheyAre() throws IOException {
    for (byte[] target : List.of("../gone".getBytes(StandardCharsets.UTF_8),
        new byte[]{(byte) 0xff, '\n', '/', '/'},
        "x".repeat(4095).getBytes(StandardCharsets.UTF_8))) {
      directory.makeSymlink(LinkTarget.of(target), A);

      assertThat(directory.readLink(A).bytes()).isEqualTo(target);
      directory.unlink(A);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> LinkTarget.of("x".repeat(4096)));
    assertThatIllegalArgumentException().isThrownBy(() -> LinkTarget.of(""));
  }

  @Test
  void aFifoIsOpenedWithoutWaitingForItsOtherEnd() throws IOException {
    directory.makeNode(A, FileType.FIFO, 0640, 0);

    try (OpenFile fifo = directory.openFile(A)) {
      assertThat(fifo.stat().type()).isEqualTo(FileType.FIFO);
      assertThat(fifo.stat().mode()).isEqualTo(0640);
    }
    assertFails(Errno.ENXIO, () -> directory.createFile(A, 0600));
  }

  @Test
  void makesNodesThatAreNeitherFilesNorDirectories() throws IOException {
    directory.makeNode(A, FileType.SOCKET, 0600, 0);

    assertThat(directory.stat(A).type()).isEqualTo(FileType.SOCKET);
    assertFails(Errno.ENXIO, () -> directory.openFile(A));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> directory.makeNode(B, FileType.FILE, 0600, 0));
  }

  @Test
  void aDeviceNumberIsTheOneThatMakesTheSameDevice() throws IOException {
    try (Directory devices = Directory.open(Path.of("/dev"))) {
      Stat nothing = devices.stat(Name.of("null"));

      assertThat(nothing.type()).isEqualTo(FileType.CHARACTER_DEVICE);
      assertThat(nothing.rdev()).isEqualTo(Files.getAttribute(Path.of("/dev/null"), "unix:rdev"));
      try {
        directory.makeNode(A, FileType.CHARACTER_DEVICE, 0600, nothing.rdev());
      } catch (PosixException e) {
        assertThat(e.errno()).as("only root may make devices").isEqualTo(Errno.EPERM);
        return;
      }
      assertThat(directory.stat(A).rdev()).isEqualTo(nothing.rdev());
    }
  }

  @Test
  void namesMoveBetweenDirectories() throws IOException {
    directory.makeDirectory(A, 0700);
    directory.createFile(B, 0600).close();
    try (Directory other = directory.openDirectory(A)) {
      other.link(directory, B, C);
      directory.rename(B, other, B);

      assertThat(directory.find(B)).isEmpty();
      assertThat(other.stat(B).linkCount()).isEqualTo(2);
    }
    assertFails(Errno.ENOTEMPTY, () -> directory.removeDirectory(A));
    assertFails(Errno.EISDIR, () -> directory.unlink(A));
    assertFails(Errno.EEXIST, () -> directory.makeDirectory(A, 0700));
  }

  @Test
  void absenceIsToldApartFromOtherErrors() throws IOException {
    directory.createFile(A, 0600).close();

    assertThat(directory.find(B)).isEmpty();
    assertThat(directory.find(A)).isPresent();
    assertFails(Errno.ENOENT, () -> directory.stat(B));
    assertFails(Errno.ENOTDIR, () -> directory.openDirectory(A));
  }

  @Test
  void aNewEntryHasExactlyTheModeAskedForOnceTheMaskIsCleared() throws IOException {
    int before = CreationMask.clear();
    try {
      directory.makeDirectory(A, 0777);
      directory.createFile(B, 0666).close();
    } finally {
      Calls.setMask(before);
    }

    assertThat(directory.stat(A).mode()).isEqualTo(0777);
    assertThat(directory.stat(B).mode()).isEqualTo(0666);
  }

  @Test
  void opensARootThroughLinksAndByAnyName() throws IOException {
    // Listed, not resolved: under LC_ALL=C no text can be made into this path.
    directory.makeDirectory(Name.of("Grüße \n %41"), 0700);
    Path root = onlyPath();
    directory.makeSymlink(LinkTarget.of(Name.of("Grüße \n %41").bytes()), Name.of("link"));

    try (Directory byName = Directory.open(root);
        Directory byLink = Directory.open(path.resolve("link"))) {
      assertThat(byName.stat().sameInode(byLink.stat())).isTrue();
    }
    assertFails(Errno.ENOENT, () -> Directory.open(path.resolve("none")));
  }

  @Test
  void isOfNoUseOnceClosed() throws IOException {
    Directory closed = Directory.open(path);

    closed.close();
    closed.close();

    assertThatIllegalStateException().isThrownBy(closed::stat);
  }

  @Test
  void tellsHowMuchRoomThereIs() throws IOException {
    Space space = directory.space();

    assertThat(space.totalBytes()).isEqualTo(Files.getFileStore(path).getTotalSpace());
    assertThat(space.freeBytes()).isBetween(0L, space.totalBytes());
    assertThat(space.freeInodes()).isBetween(0L, space.totalInodes());
  }

  @Test
  void syncsItselfAndItsFileSystem() throws IOException {
    directory.sync();
    directory.syncFileSystem();

    directory.setMode(0750);
    assertThat(directory.stat().mode()).isEqualTo(0750);
  }

  private Path onlyPath() throws IOException {
    try (Stream<Path> paths = Files.list(path)) {
      return paths.findAny().orElseThrow();
    }
  }

  private Object attribute(String name) throws IOException {
    return Files.getAttribute(path.resolve("a"), "unix:" + name, LinkOption.NOFOLLOW_LINKS);
  }

  private List<Name> listed() throws PosixException {
    List<Name> names = new ArrayList<>();
    directory.list(names::add);
    return names;
  }

  private List<Name> uncheckedList() {
    try {
      return listed();
    } catch (PosixException e) {
      throw new AssertionError(e);
    }
  }
}
