package io.efsmigrator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.manifest.Kind;
import io.efsmigrator.manifest.Ledger;
import io.efsmigrator.manifest.LedgerEntry;
import io.efsmigrator.manifest.Outcome;
import io.efsmigrator.manifest.Sha256;
import io.efsmigrator.posix.Directory;
import io.efsmigrator.posix.Name;
import io.efsmigrator.posix.OpenFile;
import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256SumsTests {

  @TempDir
  private Path folder;

  @Test
  void sha256sumItselfAcceptsEveryName() throws IOException, InterruptedException {
    List<LedgerEntry> entries = new ArrayList<>();
    Path tree = Files.createDirectory(folder.resolve("tree"));
    try (Directory directory = Directory.open(tree)) {
      for (byte[] bytes : List.of("plain".getBytes(StandardCharsets.UTF_8), new byte[]{'-'},
          "-rf".getBytes(StandardCharsets.UTF_8), "a\nb".getBytes(StandardCharsets.UTF_8),
          "back\\slash".getBytes(StandardCharsets.UTF_8),
          "\\n".getBytes(StandardCharsets.UTF_8), " two  spaces ".getBytes(StandardCharsets.UTF_8),
          "*star".getBytes(StandardCharsets.UTF_8), "cr\r".getBytes(StandardCharsets.UTF_8),
          "#hash".getBytes(StandardCharsets.UTF_8), new byte[]{(byte) 0xff, '\n', '\\'})) {
        Name name = Name.of(bytes);
        try (OpenFile file = directory.createFile(name, 0600)) {
          file.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
        }
        entries.add(
            entry(RelativePath.ROOT.child(name), Outcome.COPIED, Sha256.newDigest().digest(bytes)));
      }
    }
    Path sums = folder.resolve("SHA256SUMS");

    assertThat(Sha256Sums.export(List.of(List.of(ledger("0", entries))), sums))
        .isEqualTo(entries.size());

    assertThat(check(tree, sums)).isZero();
    Files.writeString(tree.resolve("back\\slash"), "changed");
    assertThat(check(tree, sums)).isEqualTo(1);
  }

  @Test
  void theNewestPassThatTouchedAFileDecides() throws IOException {
    Path bulk = ledger("0", List.of(entry("kept", 1), entry("changed", 1), entry("deleted", 1),
        entry("broken", 1), entry("attributes", 1)));
    Path delta = ledger("1", List.of(entry("changed", 2), entry("new", 2),
        entry(RelativePath.of("deleted"), Outcome.DELETED, null),
        entry(RelativePath.of("broken"), Outcome.FAILED, null),
        entry(RelativePath.of("attributes"), Outcome.ATTRIBUTES_SET, null)));
    Path last = ledger("2", List.of(entry("new", 3)));
    Path sums = folder.resolve("SHA256SUMS");

    long listed = Sha256Sums.export(List.of(List.of(bulk), List.of(delta), List.of(last)), sums);

    assertThat(listed).isEqualTo(4);
    assertThat(Files.readAllLines(sums)).containsExactly(line("attributes", 1), line("changed", 2),
        line("kept", 1), line("new", 3));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("the list and three ledgers").hasSize(4);
    }
  }

  @Test
  void aFileThatBecameAFurtherNameOfAnotherIsNoLongerListed() throws IOException {
    Path bulk = ledger("0", List.of(entry("a", 1), entry("b", 2)));
    Path links = ledger("1", List.of(new LedgerEntry(RelativePath.of("b"), Kind.HARD_LINK,
        Outcome.LINKED, 0, null, Timestamp.EPOCH, 0, null, 1, "")));
    Path sums = folder.resolve("SHA256SUMS");

    Sha256Sums.export(List.of(List.of(bulk), List.of(links)), sums);

    assertThat(Files.readAllLines(sums)).containsExactly(line("a", 1));
  }

  @Test
  void whatBecameADirectoryIsNoFileAndWhatWasInOneIsGone() throws IOException {
    Path bulk = ledger("0", List.of(entry("d", 1), entry("e", 2), entry("f/x", 3),
        entry("f/y/z", 4), entry("f-", 5), entry("g/h", 6)));
    Path delta = ledger("1", List.of(entry("d/x", 7), entry("f", 8)));
    // What was in the directory f is told to be deleted when a file has made it go already.
    Path finish = ledger("finish", List.of(directory("e"), directory("g"),
        entry(RelativePath.of("f/x"), Outcome.DELETED, null)));
    Path sums = folder.resolve("SHA256SUMS");

    Sha256Sums.export(List.of(List.of(bulk), List.of(delta, finish)), sums);

    assertThat(Files.readAllLines(sums)).containsExactly(line("d/x", 7), line("f", 8),
        line("f-", 5), line("g/h", 6));
  }

  @Test
  void nothingCopiedGivesAnEmptyFile() throws IOException {
    Path sums = folder.resolve("SHA256SUMS");

    assertThat(Sha256Sums.export(List.of(), sums)).isZero();
    assertThat(sums).isEmptyFile();
  }

  private static String line(String path, int content) {
    return Sha256.of(hash(content)) + "  ./" + path;
  }

  private static LedgerEntry entry(String path, int content) {
    return entry(RelativePath.of(path), Outcome.COPIED, hash(content));
  }

  private static LedgerEntry directory(String path) {
    return new LedgerEntry(RelativePath.of(path), Kind.ATTRIBUTES, Outcome.ATTRIBUTES_SET, 0, null,
        Timestamp.EPOCH, 0, null, 1, "");
  }

  private static byte[] hash(int content) {
    return Sha256.newDigest().digest(new byte[]{(byte) content});
  }

  private static LedgerEntry entry(RelativePath path, Outcome outcome, byte @Nullable [] hash) {
    return new LedgerEntry(path, Kind.FILE, outcome, 0, hash == null ? null : Sha256.of(hash),
        Timestamp.EPOCH, 0, null, 1, "");
  }

  private Path ledger(String name, List<LedgerEntry> entries) throws IOException {
    Path file = folder.resolve(name + ".avro");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.append(entries);
    }
    return file;
  }

  private static int check(Path tree, Path sums) throws IOException, InterruptedException {
    return new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", sums.toString())
        .directory(tree.toFile()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }
}
