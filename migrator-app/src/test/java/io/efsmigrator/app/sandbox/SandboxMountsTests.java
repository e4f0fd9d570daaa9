package io.efsmigrator.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.efs.Region;
import io.efsmigrator.stage.Mounts.MountFailed;
import io.efsmigrator.stage.Mounts.MountState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMountsTests {

  private static final Region REGION = new Region("us-east-1");
  private static final FileSystemId SOURCE = new FileSystemId("fs-0000000a");
  private static final FileSystemId TARGET = new FileSystemId("fs-0000000b");

  @TempDir
  private Path sandbox;
  private Path target;
  private SandboxMounts mounts;

  @BeforeEach
  void prepare() throws IOException {
    Path source = Files.createDirectory(sandbox.resolve("source"));
    new MountTable(sandbox.resolve("mounts")).add(SOURCE, source.toRealPath());
    target = sandbox.resolve("target");
    mounts = new SandboxMounts(sandbox);
  }

  @Test
  void seesNothingUntilItIsMounted() {
    assertThat(mounts.look(target, TARGET)).isInstanceOf(MountState.Nothing.class);

    mounts.mount(TARGET, TARGET.dnsName(REGION), target);
    assertThat(mounts.look(target, TARGET)).isInstanceOf(MountState.Expected.class);
    assertThat(mounts.look(target, SOURCE)).isInstanceOf(MountState.Other.class);
  }

  @Test
  void mayMountTwice() {
    mounts.mount(TARGET, TARGET.dnsName(REGION), target);
    mounts.mount(TARGET, TARGET.dnsName(REGION), target);

    assertThat(mounts.look(target, TARGET)).isInstanceOf(MountState.Expected.class);
  }

  @Test
  void mountsNothingOverAnotherFileSystemOrOverFiles() throws IOException {
    assertThatThrownBy(
        () -> mounts.mount(TARGET, TARGET.dnsName(REGION), sandbox.resolve("source")))
        .isInstanceOf(MountFailed.class);
    Files.createDirectory(target);
    Files.createFile(target.resolve("file"));
    assertThatThrownBy(() -> mounts.mount(TARGET, TARGET.dnsName(REGION), target))
        .isInstanceOf(MountFailed.class);
  }

  @Test
  void mountsNothingUnderTheNameOfAnother() {
    assertThatThrownBy(() -> mounts.mount(TARGET, SOURCE.dnsName(REGION), target))
        .isInstanceOf(MountFailed.class);
  }

  @Test
  void givesAFileSystemOnePlace() {
    mounts.mount(TARGET, TARGET.dnsName(REGION), target);

    assertThatThrownBy(
        () -> mounts.mount(TARGET, TARGET.dnsName(REGION), sandbox.resolve("elsewhere")))
        .isInstanceOf(MountFailed.class);
  }
}
