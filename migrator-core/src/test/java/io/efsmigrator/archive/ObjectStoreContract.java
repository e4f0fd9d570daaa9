package io.efsmigrator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efsmigrator.archive.MultipartUploads.Upload;
import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.manifest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store holds to: the fake, and the adapter against a server. */
public abstract class ObjectStoreContract {

  private static final int PART_BYTES = 5 << 20;
  private static final Map<String, String> NOTES = Map.of("mode", "0640", "mtime",
      "1500000000.123456789", "sha256", "00ff");

  protected abstract ObjectStore objects();

  protected abstract MultipartUploads uploads();

  /** The same in a bucket that is not there. */
  protected abstract ObjectStore elsewhere();

  /** A key that no other test uses. */
  protected abstract ObjectKey key(String name);

  @Test
  void knowsItsBucket() throws IOException {
    objects().check();

    assertThatThrownBy(elsewhere()::check).isInstanceOf(StoreException.class)
        .extracting(e -> ((StoreException) e).kind()).isEqualTo(Kind.NO_BUCKET);
  }

  @Test
  void doesNotTakeAMissingBucketForAMissingObject() {
    ObjectKey key = key("nowhere");

    assertFails(Kind.NO_BUCKET,
        () -> elsewhere().put(object(key, bytes(10)), ByteBuffer.wrap(bytes(10))));
  }

  @Test
  void storesAnObjectOnceWithChecksumAndNotes() throws IOException {
    ObjectKey key = key("dir/a %20+~'(1)");
    byte[] content = bytes(300);
    ByteBuffer buffer = ByteBuffer.allocateDirect(300).put(content).flip();

    assertThat(objects().find(key)).isEmpty();
    objects().put(object(key, content), buffer);

    assertThat(buffer.remaining()).isEqualTo(300);
    StoredObject stored = objects().find(key).orElseThrow();
    assertThat(stored.sizeBytes()).isEqualTo(300);
    assertThat(stored.checksum()).hasValue(base64(hash(content).bytes()));
    assertThat(stored.notes()).isEqualTo(NOTES);
    assertFails(Kind.TAKEN, () -> objects().put(object(key, bytes(5)), ByteBuffer.wrap(bytes(5))));
    assertThat(objects().find(key).orElseThrow().sizeBytes()).isEqualTo(300);
  }

  @Test
  void storesAnEmptyObject() throws IOException {
    ObjectKey key = key("empty");

    objects().put(object(key, bytes(0)), ByteBuffer.wrap(bytes(0)));

    assertThat(objects().find(key).orElseThrow().sizeBytes()).isZero();
  }

  @Test
  void refusesContentThatIsNotWhatWasHashed() throws IOException {
    ObjectKey key = key("damaged");

    assertFails(Kind.BAD_DIGEST, () -> objects().put(object(key, bytes(10)),
        ByteBuffer.wrap(new byte[10])));
    assertThat(objects().find(key)).isEmpty();
  }

  @Test
  void makesAnObjectOfPartsThatItListsMeanwhile() throws IOException {
    ObjectKey key = key("large");
    byte[] content = bytes(PART_BYTES + 1_000);
    Upload upload = uploads().begin(object(key, content));

    Part second = uploads().send(upload, 2, ByteBuffer.wrap(content, PART_BYTES, 1_000));
    List<Upload> open = new ArrayList<>();
    uploads().open(key.value().substring(0, key.value().length() - 2), open::add);
    assertThat(open).containsExactly(upload);
    assertThat(objects().find(key)).isEmpty();
    Part first = uploads().send(upload, 1, ByteBuffer.wrap(content, 0, PART_BYTES));
    assertThat(uploads().parts(upload)).containsExactly(first, second);
    assertThat(first).isEqualTo(new Part(1, PART_BYTES,
        hash(Arrays.copyOf(content, PART_BYTES)), first.tag()));
    uploads().complete(upload, List.of(first, second));

    StoredObject stored = objects().find(key).orElseThrow();
    MessageDigest both = Sha256.newDigest();
    both.update(first.sha256().bytes());
    both.update(second.sha256().bytes());
    assertThat(stored.checksum()).hasValue(base64(both.digest()) + "-2");
    assertThat(stored.sizeBytes()).isEqualTo(content.length);
    assertThat(stored.notes()).isEqualTo(NOTES);
    assertFails(Kind.NO_UPLOAD, () -> uploads().parts(upload));
  }

  @Test
  void forgetsAnAbortedUpload() throws IOException {
    ObjectKey key = key("aborted");
    Upload upload = uploads().begin(object(key, bytes(10)));
    uploads().send(upload, 1, ByteBuffer.wrap(bytes(10)));

    uploads().abort(upload);
    uploads().abort(upload);

    assertFails(Kind.NO_UPLOAD, () -> uploads().send(upload, 1, ByteBuffer.wrap(bytes(10))));
    List<Upload> open = new ArrayList<>();
    uploads().open(key.value(), open::add);
    assertThat(open).isEmpty();
    assertThat(objects().find(key)).isEmpty();
  }

  /** Something that the store is asked for. */
  protected interface Call {
    void run() throws IOException;
  }

  protected static void assertFails(Kind kind, Call call) {
    assertThatThrownBy(call::run).isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(((StoreException) e).kind()).as("%s", e).isEqualTo(kind));
  }

  protected static NewObject object(ObjectKey key, byte[] content) {
    return new NewObject(key, hash(content), NOTES);
  }

  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  protected static Sha256 hash(byte[] content) {
    return Sha256.of(Sha256.newDigest().digest(content));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
