package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efsmigrator.posix.FileType;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Stat;
import io.efsmigrator.posix.Timestamp;
import org.junit.jupiter.api.Test;

class ManifestEntryTests {

  private static final Metadata METADATA = Entries.file(1).metadata();

  @Test
  void aLinkTargetBelongsToSymbolicLinksOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifestEntry.of(Kind.SYMLINK, RelativePath.of("a"), METADATA));
  }

  @Test
  void aFirstNameBelongsToHardLinksOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifestEntry.of(Kind.HARD_LINK, RelativePath.of("a"), METADATA));
  }

  @Test
  void metadataKeepsEverythingACompareNeeds() {
    Stat stat = new Stat(FileType.FILE, 0640, 1, 2, 3, new Timestamp(4, 5), new Timestamp(6, 7), 8,
        9, 10, 512, 11, false);

    assertThat(Metadata.from(stat)).isEqualTo(
        new Metadata(0640, 1, 2, 3, new Timestamp(4, 5), new Timestamp(6, 7), 8, 11, 10));
  }

  @Test
  void aHashIsShownAsSha256sumShowsIt() {
    Sha256 empty = Sha256.of(Sha256.newDigest());

    assertThat(empty)
        .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Sha256.parse(empty.toString())).isEqualTo(empty);
    assertThatIllegalArgumentException().isThrownBy(() -> Sha256.of(new byte[31]));
  }
}
