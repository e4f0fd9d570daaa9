package io.efsmigrator.archive;

import static io.efsmigrator.tree.Node.dir;
import static io.efsmigrator.tree.Node.fifo;
import static io.efsmigrator.tree.Node.file;
import static io.efsmigrator.tree.Node.hardLink;
import static io.efsmigrator.tree.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.manifest.CopyStoppedException;
import io.efsmigrator.posix.Name;
import io.efsmigrator.tree.FileTree;
import io.efsmigrator.tree.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive keeps, what it leaves, and what it deletes. */
class ArchiveStepsTests {

  private static final int LARGE = 40 << 20;
  private static final ObjectKey A = new ObjectKey("old/files/2024/a.wav");
  private static final ObjectKey LARGE_KEY = new ObjectKey("old/files/large");

  @TempDir
  private Path temporary;
  private Path source;
  private Archiving archiving;

  @BeforeEach
  void prepare() {
    source = temporary.resolve("source");
    archiving = new Archiving(source, temporary.resolve("run"));
  }

  @AfterEach
  void close() {
    archiving.close();
  }

  @Test
  void archivesProvesListsAndDeletesRecordings() throws IOException {
    Node odd = file(Name.of(new byte[]{(byte) 0xff, '%'}), new byte[]{1, 2});
    FileTree.of(dir("2024", file("a.wav", "tone").mode(0640), odd, file("empty", "")))
        .build(source);

    archiving.all();

    assertThat(archiving.left()).isEmpty();
    assertThat(FileTree.read(source).entries()).hasSize(2);
    assertThat(archiving.store.contents()).hasSize(5).containsKeys(A,
        new ObjectKey("old/files/2024/%FF%25"), new ObjectKey("old/files/2024/empty"));
    assertThat(archiving.store.content(A)).isEqualTo(utf8("tone"));
    StoredObject stored = archiving.store.find(A).orElseThrow();
    assertThat(stored.notes()).contains(entry("mode", "0640"),
        entry("mtime", Node.DEFAULT_MTIME.toString()),
        entry("sha256", ObjectStoreContract.hash(utf8("tone")).toString()));

    byte[] manifest = archiving.store.content(new ObjectKey("old/manifests/run-1.jsonl.gz"));
    assertThat(unzipped(manifest).lines().sorted()).hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("{\"path\":\"2024/%FF%25\"")
            .contains("\"size\":2,", "\"mtime\":\"" + Node.DEFAULT_MTIME))
        .contains("{\"run\":\"run-1\"}");
    assertThat(archiving.store.content(new ObjectKey("old/manifests/run-1.jsonl.gz.sha256")))
        .isEqualTo(utf8(ObjectStoreContract.hash(manifest) + "  run-1.jsonl.gz\n"));
  }

  @Test
  void listsWhatItLeavesAndTouchesNoneOfIt() throws IOException {
    FileTree tree = FileTree.of(file("first", "x"), hardLink("second", "first"),
        symlink("link", "first"), fifo("fifo"),
        dir("d".repeat(200), dir("e".repeat(200), dir("f".repeat(200), dir("g".repeat(200),
            file("h".repeat(250), "long"))))))
        .build(source);

    archiving.all();

    assertThat(archiving.left()).contains(entry("first", "hard link"),
        entry("second", "hard link"), entry("link", "not a file"), entry("fifo", "not a file"))
        .hasSize(5).containsValue("name too long");
    assertThat(FileTree.read(source).equals(FileTree.of(tree.entries().isEmpty()
        ? null
        : file("x", "")))).isFalse();
    assertThat(FileTree.read(source).entries().keySet()).isEqualTo(tree.entries().keySet());
    assertThat(archiving.store.contents()).isEmpty();
  }

  @Test
  void leavesAFileThatChangesWhileItIsSent() throws IOException {
    FileTree.of(file(Name.of("large"), bytes(LARGE))).build(source);
    archiving.select();
    archiving.store.failBy(call -> {
      if (call.startsWith("send 2")) {
        rewrite("large");
      }
    });

    archiving.upload();
    archiving.verify();

    assertThat(archiving.left()).containsExactly(entry("large", "in flux"));
    assertThat(archiving.store.contents()).isEmpty();
    assertThat(archiving.store.running()).isZero();
  }

  @Test
  void leavesAFileThatChangedAfterItWasSelectedOrUploaded() throws IOException {
    FileTree.of(file("early", "one"), file("late", "two"), file("same", "three")).build(source);
    archiving.select();
    rewrite("early");
    archiving.upload();
    archiving.verify();
    archiving.writeManifest();
    rewrite("late");

    archiving.delete();

    assertThat(archiving.left()).containsExactly(entry("early", "in flux"),
        entry("late", "in flux"));
    assertThat(source.resolve("early")).exists();
    assertThat(source.resolve("late")).exists();
    assertThat(source.resolve("same")).doesNotExist();
  }

  @Test
  void goesOnWithAnUploadByThePartsThatTheStoreHas() throws IOException {
    byte[] content = bytes(LARGE);
    FileTree.of(file(Name.of("large"), content)).build(source);
    archiving.select();
    failAt("send 3");
    assertThatThrownBy(archiving::upload).isInstanceOf(StoreException.class);
    assertThat(archiving.store.running()).isEqualTo(1);
    archiving.store.calls.clear();
    archiving.store.failBy(call -> {});

    archiving.all();

    assertThat(archiving.store.calls).contains("parts " + LARGE_KEY, "send 3 " + LARGE_KEY)
        .doesNotContain("send 1 " + LARGE_KEY, "send 2 " + LARGE_KEY, "begin " + LARGE_KEY);
    assertThat(archiving.store.content(LARGE_KEY)).isEqualTo(content);
    assertThat(archiving.left()).isEmpty();
    assertThat(source.resolve("large")).doesNotExist();
  }

  @Test
  void abortsUploadsThatNobodyKnows() throws IOException {
    FileTree.of(file("a", "x")).build(source);
    archiving.store.begin(new NewObject(LARGE_KEY, ObjectStoreContract.hash(bytes(1)), Map.of()));
    archiving.store.begin(new NewObject(new ObjectKey("other/files/large"),
        ObjectStoreContract.hash(bytes(1)), Map.of()));

    archiving.select();
    archiving.upload();

    assertThat(archiving.store.running()).isEqualTo(1);
  }

  @Test
  void recognizesAnObjectWhoseAnswerWasLost() throws IOException {
    FileTree.of(dir("2024", file("a.wav", "tone")), file(Name.of("large"), bytes(LARGE)))
        .build(source);
    archiving.select();
    failAt("find");
    assertThatThrownBy(archiving::upload).isInstanceOf(StoreException.class);
    AtomicInteger finds = new AtomicInteger();
    // Each object is asked for twice: before it is sent, and after.
    archiving.store.failBy(call -> {
      if (call.startsWith("find") && finds.incrementAndGet() == 4) {
        throw new StoreException(Kind.UNAVAILABLE, "no answer", null);
      }
    });
    assertThatThrownBy(archiving::upload).isInstanceOf(StoreException.class);
    assertThat(archiving.store.contents()).hasSize(2);
    archiving.store.failBy(call -> {});

    archiving.all();

    assertThat(archiving.left()).isEmpty();
    assertThat(archiving.store.contents()).hasSize(4);
    assertThat(source.resolve("large")).doesNotExist();
  }

  @Test
  void neverTakesTheKeyOfSomethingElse() throws IOException {
    FileTree.of(dir("2024", file("a.wav", "tone"))).build(source);
    byte[] other = utf8("older tone");
    archiving.store.put(new NewObject(A, ObjectStoreContract.hash(other), Map.of()),
        ByteBuffer.wrap(other));

    archiving.all();

    assertThat(archiving.left()).containsExactly(entry("2024/a.wav", "key taken"));
    assertThat(archiving.store.content(A)).isEqualTo(other);
    assertThat(source.resolve("2024/a.wav")).exists();
  }

  @Test
  void doesNotDeleteWhatTheStoreLostOrDamaged() throws IOException {
    FileTree.of(dir("2024", file("a.wav", "tone"), file("b", "x"), file("c", "y"),
        file("d", "z"))).build(source);
    archiving.select();
    archiving.upload();
    StoredObject a = archiving.store.find(A).orElseThrow();
    archiving.store.damage(A, new StoredObject(4, Optional.of("AAAA"), a.notes()));
    archiving.store.lose(key("b"));
    archiving.verify();
    archiving.writeManifest();
    // And after it was verified.
    StoredObject c = archiving.store.find(key("c")).orElseThrow();
    archiving.store.damage(key("c"), new StoredObject(1, Optional.empty(), c.notes()));

    archiving.delete();

    assertThat(archiving.left()).containsExactly(entry("2024/a.wav", "not verified"),
        entry("2024/b", "not verified"), entry("2024/c", "not verified"));
    assertThat(FileTree.read(source).entries()).hasSize(5);
    assertThat(source.resolve("2024/d")).doesNotExist();
  }

  @Test
  void deletesNothingBeforeTheManifestIsStored() throws IOException {
    FileTree.of(file("a", "x")).build(source);
    archiving.select();
    archiving.upload();
    archiving.verify();
    failAt("put old/manifests/run-1.jsonl.gz.sha256");

    assertThatThrownBy(archiving::writeManifest).isInstanceOf(StoreException.class);
    assertThatThrownBy(archiving::delete).isInstanceOf(IOException.class)
        .hasMessageContaining("manifest");
    assertThat(source.resolve("a")).exists();
    archiving.store.failBy(call -> {});
    assertThat(archiving.writeManifest()).isEqualTo(1);
    archiving.delete();
    assertThat(source.resolve("a")).doesNotExist();
  }

  @Test
  void deletesNothingThroughALinkThatTookADirectorysPlace() throws IOException {
    Path outside = temporary.resolve("outside");
    FileTree.of(dir("2024", file("a.wav", "tone")), file("b", "x"), dir("c", file("d", "y")))
        .build(source);
    archiving.select();
    archiving.upload();
    archiving.verify();
    archiving.writeManifest();
    // The very files that were uploaded, but no longer in the source.
    Files.move(source.resolve("2024"), outside);
    Files.createSymbolicLink(source.resolve("2024"), outside);
    Files.move(source.resolve("b"), temporary.resolve("b"));
    Files.createSymbolicLink(source.resolve("b"), temporary.resolve("b"));
    Files.move(source.resolve("c/d"), temporary.resolve("d"));
    Files.createDirectory(source.resolve("c/d"));

    archiving.delete();

    assertThat(archiving.left()).containsExactly(entry("2024/a.wav", "in flux"),
        entry("b", "in flux"), entry("c/d", "in flux"));
    assertThat(outside.resolve("a.wav")).exists();
    assertThat(temporary.resolve("b")).exists();
    assertThat(source.resolve("b")).isSymbolicLink();
    assertThat(source.resolve("c/d")).isDirectory();
  }

  @Test
  void deletesNothingOnceTheRightToItIsLost() throws IOException {
    FileTree.of(file("a", "x"), file("b", "y")).build(source);
    archiving.select();
    archiving.upload();
    archiving.verify();
    archiving.writeManifest();
    archiving.guardedBy(() -> {
      throw new CopyStoppedException("taken over");
    });

    assertThatThrownBy(archiving::delete).isInstanceOf(CopyStoppedException.class);
    assertThat(FileTree.read(source).entries()).hasSize(3);
    // A kill in the middle: one is gone already, and nobody noted it.
    Files.delete(source.resolve("a"));
    archiving.guardedBy(() -> {});
    assertThat(archiving.delete().records()).isEqualTo(2);
    assertThat(FileTree.read(source).entries()).hasSize(1);
  }

  @Test
  void endsAtOnceWhereTheNextObjectWouldFailAsWell() throws IOException {
    FileTree.of(file("a", "x")).build(source);
    archiving.select();
    archiving.store.failBy(call -> {
      throw new StoreException(Kind.DENIED, "AccessDenied", null);
    });

    assertThatThrownBy(archiving::upload).isInstanceOf(StoreException.class)
        .hasMessage("AccessDenied");
    assertThat(archiving.left()).isEmpty();
  }

  private void failAt(String start) {
    archiving.store.failBy(call -> {
      if (call.startsWith(start)) {
        throw new StoreException(Kind.UNAVAILABLE, "no answer", null);
      }
    });
  }

  /** Same size, other content: only its times tell. */
  private void rewrite(String name) {
    try {
      Path file = source.resolve(name);
      byte[] content = Files.readAllBytes(file);
      content[0]++;
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectKey key(String name) {
    return new ObjectKey("old/files/2024/" + name);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static String unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
