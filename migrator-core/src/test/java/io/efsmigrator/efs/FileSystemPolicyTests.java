package io.efsmigrator.efs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FileSystemPolicyTests {

  @Test
  void isEqualHoweverItIsLaidOut() {
    assertThat(new FileSystemPolicy("{ \"a b\" :\n\t\"c \\\" d\" }"))
        .isEqualTo(new FileSystemPolicy("{\"a b\":\"c \\\" d\"}"))
        .isNotEqualTo(new FileSystemPolicy("{\"ab\":\"c \\\" d\"}"));
  }

  @Test
  void replacesWholeIdsOnly() {
    FileSystemPolicy policy = new FileSystemPolicy("[\"file-system/fs-0000000a\","
        + "\"file-system/fs-0000000ab\",\"my-fs-0000000a\",\"access-point/fsap-0000000a\"]");

    assertThat(policy.withIds(Map.of("fs-0000000a", "fs-0000000b", "fsap-0000000a",
        "fsap-0000000b")).json())
        .isEqualTo("[\"file-system/fs-0000000b\",\"file-system/fs-0000000ab\","
            + "\"my-fs-0000000a\",\"access-point/fsap-0000000b\"]");
    assertThat(policy.accessPoints()).containsExactly(new AccessPointId("fsap-0000000a"));
  }

  @Test
  void knowsWhetherRootIsSpokenOf() {
    assertThat(new FileSystemPolicy("[\"elasticfilesystem:ClientRootAccess\"]").speaksOfRoot())
        .isTrue();
    assertThat(new FileSystemPolicy("[\"elasticfilesystem:Client*\"]").speaksOfRoot()).isTrue();
    assertThat(new FileSystemPolicy("[\"elasticfilesystem:ClientMount\"]").speaksOfRoot())
        .isFalse();
  }

  @Test
  void hasContent() {
    assertThatThrownBy(() -> new FileSystemPolicy(" \n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
