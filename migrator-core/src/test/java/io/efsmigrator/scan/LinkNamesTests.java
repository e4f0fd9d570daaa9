package io.efsmigrator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.ManifestEntry;
import io.efsmigrator.manifest.Metadata;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkNamesTests {

  @TempDir
  private Path folder;

  @Test
  void sortsMoreNamesThanFitIntoARun() throws IOException {
    List<LinkName> names = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      names.add(name(random.nextInt(2), random.nextInt(100), "p" + i));
    }
    long length = write(names);

    LinkNames.sort(folder.resolve("names"), length, folder.resolve("sorted"), 64);

    names.sort(LinkName.ORDER);
    assertThat(read(length)).isEqualTo(names);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no run is left").hasSize(2);
    }
  }

  @Test
  void leavesASortedFileAlone() throws IOException {
    long length = write(List.of(name(1, 1, "a")));
    Files.writeString(folder.resolve("sorted"), "done");

    LinkNames.sort(folder.resolve("names"), length, folder.resolve("sorted"), 64);

    assertThat(folder.resolve("sorted")).hasContent("done");
  }

  private static LinkName name(long device, long inode, String path) {
    Timestamp time = new Timestamp(-5, 7);
    return new LinkName(device, ManifestEntry.of(Kind.FILE, RelativePath.of(path),
        new Metadata(0644, 4_294_967_295L, 0, 1L << 40, time, time, inode, 0, 2)),
        Difference.Verdict.ATTRIBUTES, 77, 2);
  }

  private long write(List<LinkName> names) throws IOException {
    try (RecordLog log = RecordLog.open(folder.resolve("names"), 0)) {
      for (LinkName name : names) {
        log.append(name.encode());
      }
      log.sync();
      return log.length();
    }
  }

  private List<LinkName> read(long length) throws IOException {
    List<LinkName> names = new ArrayList<>();
    try (RecordLog.Reader reader = RecordLog.read(folder.resolve("sorted"), 0, length)) {
      byte[] payload = reader.next();
      while (payload != null) {
        names.add(LinkName.decode(payload));
        payload = reader.next();
      }
    }
    return names;
  }
}
