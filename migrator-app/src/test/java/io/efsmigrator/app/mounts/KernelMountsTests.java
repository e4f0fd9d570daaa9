package io.efsmigrator.app.mounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FakeFileSystems;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.stage.Mounts.MountFailed;
import io.efsmigrator.stage.Mounts.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelMountsTests {

  private static final FileSystemId EFS = new FileSystemId("fs-0123456789abcdef0");
  private static final FileSystemId OTHER = new FileSystemId("fs-0123456789abcdef1");
  private static final DnsName NAME = new DnsName(
      "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com");

  @TempDir
  private Path temporary;
  private Path path;
  private Path table;
  private KernelMounts mounts;

  @BeforeEach
  void prepare() throws IOException {
    path = Files.createDirectory(temporary.toRealPath().resolve("efs"));
    table = temporary.resolve("mountinfo");
    mounts = new KernelMounts(new FakeFileSystems(), table);
    table("");
  }

  private void table(String line) throws IOException {
    Files.writeString(table, "22 1 254:1 / / rw shared:1 - ext4 /dev/vda1 rw\n" + line);
  }

  private void mounted(String root, String type, String source, String options)
      throws IOException {
    table(
        "97 22 0:45 " + root + " " + path + " rw - " + type + " " + source + " " + options + "\n");
  }

  @Test
  void knowsAMountByItsDnsName() throws IOException {
    mounted("/", "nfs4", NAME + ":/", "rw,addr=10.0.1.10");

    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Expected.class);
    assertThat(mounts.look(path, OTHER)).isInstanceOf(MountState.Other.class);
  }

  @Test
  void knowsAMountByTheNameOfItsZone() throws IOException {
    mounted("/", "nfs4", "us-east-1a." + NAME + ":/", "rw");

    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Expected.class);
  }

  @Test
  void looksThroughALinkToTheMount() throws IOException {
    mounted("/", "nfs4", NAME + ":/", "rw");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), path);

    assertThat(mounts.look(link, EFS)).isInstanceOf(MountState.Expected.class);
  }

  @Test
  void acceptsNoPartOfAFileSystemForTheWhole() throws IOException {
    mounted("/sub", "nfs4", NAME + ":/", "rw");
    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Other.class);

    mounted("/", "nfs4", NAME + ":/sub", "rw");
    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Other.class);
  }

  @Test
  void acceptsNoOtherKindOfMount() throws IOException {
    mounted("/", "fuse.sshfs", NAME + ":/", "rw");

    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Other.class);
  }

  @Test
  void takesAnEmptyOrMissingDirectoryForNothingAndAFilledOneForSomethingElse()
      throws IOException {
    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Nothing.class);
    assertThat(mounts.look(path.resolve("missing"), EFS)).isInstanceOf(MountState.Nothing.class);

    Files.createFile(path.resolve("file"));
    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Other.class);
    assertThat(mounts.look(path.resolve("file"), EFS)).isInstanceOf(MountState.Other.class);
  }

  @Test
  void mountsNothingOverSomethingElse() throws IOException {
    Files.createFile(path.resolve("file"));

    assertThatThrownBy(() -> mounts.mount(EFS, NAME, path)).isInstanceOf(MountFailed.class);
  }

  @Test
  void mountsNothingThatIsMountedAlready() throws IOException {
    mounted("/", "nfs4", NAME + ":/", "rw");

    mounts.mount(EFS, NAME, path);
    assertThat(mounts.look(path, EFS)).isInstanceOf(MountState.Expected.class);
  }

  @Test
  void givesMountItsArgumentsApart() {
    assertThat(KernelMounts.command(NAME, Path.of("/mnt/two words")))
        .startsWith("mount", "-t", "nfs4")
        .endsWith(NAME + ":/", "/mnt/two words");
  }
}
