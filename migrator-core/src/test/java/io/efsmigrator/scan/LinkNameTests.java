package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkNameTests {

  @Test
  void comesOutOfItsBytesAsItWas() throws IOException {
    LinkName name = name(3, 1L << 40, "d/a\nname");

    assertThat(LinkName.decode(name.encode())).isEqualTo(name);
  }

  @Test
  void groupsStandTogetherAndTheirNamesInOrder() {
    LinkName first = name(1, 9, "z");
    LinkName second = name(2, 5, "a");
    LinkName third = name(2, 5, "a/b");
    LinkName fourth = name(2, 7, "a");

    assertThat(Stream.of(fourth, third, second, first).sorted(LinkName.ORDER))
        .containsExactly(first, second, third, fourth);
  }

  private static LinkName name(long device, long inode, String path) {
    Timestamp time = new Timestamp(-5, 7);
    return new LinkName(device, ManifestEntry.of(Kind.FILE, RelativePath.of(path),
        new Metadata(0644, 4_294_967_295L, 0, 1L << 40, time, time, inode, 0, 2)),
        Difference.Verdict.ATTRIBUTES, 77, 2);
  }
}
