package io.efsmigrator.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountInfoTests {

  private static final String ROOT = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n";
  private static final String EFS = "97 22 0:45 / /mnt/efs rw,relatime shared:52 master:3 - nfs4 "
      + "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com:/ rw,vers=4.1,addr=10.0.1.10,local_lock=none"
      + "\n";

  @Test
  void findsAnNfsMountBehindAnyNumberOfOptionalFields() {
    MountInfo.Mount mount = MountInfo.parse(ROOT + EFS).at(Path.of("/mnt/efs")).orElseThrow();

    assertThat(mount.type()).isEqualTo("nfs4");
    assertThat(mount.source())
        .isEqualTo("fs-0123456789abcdef0.efs.us-east-1.amazonaws.com:/");
    assertThat(mount.address()).contains("10.0.1.10");
  }

  @Test
  void takesNoDirectoryBelowAMountForTheMount() {
    assertThat(MountInfo.parse(ROOT + EFS).at(Path.of("/mnt/efs/recordings"))).isEmpty();
    assertThat(MountInfo.parse(ROOT + EFS).at(Path.of("/mnt"))).isEmpty();
  }

  @Test
  void readsOctalEscapes() {
    String line = "40 22 0:50 /a\\134b /mnt/two\\040words\\011tab\\012line rw - nfs4 10.0.1.10:/ rw";

    MountInfo.Mount mount = MountInfo.parse(line).mounts().getFirst();
    assertThat(mount.mountPoint()).isEqualTo("/mnt/two words\ttab\nline");
    assertThat(mount.root()).isEqualTo("/a\\b");
  }

  @Test
  void readsEscapesBesideLettersBeyondAscii() {
    assertThat(MountInfo.unescaped("/mnt/caf\u00e9\\040\u96fb")).isEqualTo("/mnt/caf\u00e9 \u96fb");
    assertThat(MountInfo.unescaped("/ends\\04")).isEqualTo("/ends\\04");
  }

  @Test
  void seesTheTopmostOfSeveralMountsAtOnePath() {
    String over = "99 97 0:60 / /mnt/efs rw - tmpfs tmpfs rw\n";

    assertThat(MountInfo.parse(ROOT + EFS + over).at(Path.of("/mnt/efs")))
        .map(MountInfo.Mount::type).contains("tmpfs");
  }

  @Test
  void doesNotSeeWhatALaterMountOverTheParentHides() {
    String over = "99 22 0:60 / /mnt rw - tmpfs tmpfs rw\n";

    assertThat(MountInfo.parse(ROOT + EFS + over).at(Path.of("/mnt/efs"))).isEmpty();
  }

  @Test
  void keepsTheRootOfABindMount() {
    String bind = "98 22 0:45 /sub /mnt/bind rw - nfs4 fs-00000001.efs.x.amazonaws.com:/ rw\n";

    assertThat(MountInfo.parse(ROOT + bind).at(Path.of("/mnt/bind")))
        .map(MountInfo.Mount::root).contains("/sub");
  }

  @Test
  void refusesALineItCannotRead() {
    assertThatThrownBy(() -> MountInfo.parse("22 1 254:1 / / rw,relatime ext4 /dev/vda1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTheTableOfThisVeryMachine() throws IOException {
    MountInfo mounts = MountInfo.read();

    assertThat(mounts.at(Path.of("/proc"))).map(MountInfo.Mount::type).contains("proc");
  }

  @Test
  void readsATableWithANameThatIsNoText(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mountinfo");
    Files.write(file, (ROOT + "98 22 0:46 / /mnt/caf\u00e9 rw - tmpfs none rw\n" + EFS)
        .getBytes(StandardCharsets.ISO_8859_1));

    assertThat(MountInfo.read(file).at(Path.of("/mnt/efs"))).isPresent();
  }
}
