package io.efsmigrator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassDirectoryTests {

  private static final PassSummary SUMMARY = new PassSummary(new Timestamp(-3, 42), 1, 2, 3, 4, 5,
      6, 7);

  @TempDir
  private Path folder;
  private PassDirectory pass;

  @BeforeEach
  void create() throws IOException {
    pass = new PassDirectory(folder.resolve("runs/m/pass-0")).create();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 65, 66, 67, 200})
  void everySegmentIsInExactlyOnePartition(int segments) throws IOException {
    for (int segment = 1; segment <= segments; segment++) {
      Files.createFile(Segments.file(pass.segments(), segment));
    }

    List<Partition> partitions = pass.partitions();

    int next = 1;
    for (Partition partition : partitions) {
      assertThat(partition.firstSegment()).isEqualTo(next);
      next = partition.lastSegment() + 1;
    }
    assertThat(next).isEqualTo(segments + 1);
    assertThat(partitions).containsAll(Partition.within(segments));
  }

  @Test
  void aPartitionThatIsThereStaysWhateverComesAfterIt() {
    List<Partition> all = Partition.within(20_000);
    for (int segments = 1; segments < 20_000; segments += 7) {
      List<Partition> within = Partition.within(segments);

      assertThat(all).startsWith(within.toArray(Partition[]::new));
      assertThat(within).allMatch(partition -> partition.lastSegment() <= 20_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,64", "12000,200", "120000,260", "12000000,360"})
  void thereAreFewPartitionsEvenOfManySegments(int segments, int most) {
    assertThat(Partition.within(segments)).hasSizeBetween(64, most);
  }

  @Test
  void aPartitionFollowsFromItsName() {
    Partition partition = new Partition(3, 1_234_567);

    assertThat(partition.name()).isEqualTo("segments-000003-1234567");
    assertThat(Partition.named(partition.name())).isEqualTo(partition);
    assertThat(pass.ledger(partition))
        .isEqualTo(pass.path().resolve("ledger/segments-000003-1234567.avro"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "segments-000002-000001", "segments-000000-000001", "../x",
    "segments-000001-000002/../x", "segments-1-2"})
  void refusesNamesThatAreNoPartitions(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Partition.named(name));
  }

  @Test
  void aSummaryIsThereOnceItIsWritten() throws IOException {
    assertThat(PassSummary.read(pass.summary())).isEmpty();

    SUMMARY.write(pass.summary());

    assertThat(PassSummary.read(pass.summary())).contains(SUMMARY);
  }

  @Test
  void aDamagedSummaryIsNamed() throws IOException {
    Files.writeString(pass.summary(), "startedAt.seconds=1\nstartedAt.nanos=x\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PassSummary.read(pass.summary()))
        .withMessageContaining("startedAt.nanos");
  }

  @Test
  void aSmallFileIsReplacedWholeAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("checkpoint");
    for (String content : List.of("first", "", "second")) {
      DurableFile.replace(file, content.getBytes(StandardCharsets.UTF_8));

      assertThat(file).hasContent(content);
    }
    assertThat(folder.resolve("checkpoint.new")).doesNotExist();
  }

  @Test
  void aFailedReplacementLeavesTheOldContent() throws IOException {
    Path file = Files.writeString(folder.resolve("checkpoint"), "old");
    // Something in the way of the new file, as a full disk would be.
    Files.createDirectory(folder.resolve("checkpoint.new"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> DurableFile.replace(file, new byte[10]));
    assertThat(file).hasContent("old");
  }
}
