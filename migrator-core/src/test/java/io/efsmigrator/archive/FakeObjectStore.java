package io.efsmigrator.archive;

import io.efsmigrator.archive.StoreException.Kind;
import io.efsmigrator.manifest.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A bucket in memory; tests damage it and let calls fail. */
final class FakeObjectStore implements ObjectStore, MultipartUploads {

  /** Is told each call, and may throw what it shall fail with. */
  interface Fault {
    void before(String call) throws StoreException;
  }

  private record Running(NewObject object, TreeMap<Integer, byte[]> parts) {}

  private final Map<ObjectKey, StoredObject> objects = new TreeMap<>(
      (a, b) -> a.value().compareTo(b.value()));
  private final Map<ObjectKey, byte[]> contents = new HashMap<>();
  private final Map<Upload, Running> running = new HashMap<>();
  private final boolean bucket;
  private int uploads;
  private Fault fault = call -> {};
  final List<String> calls = new ArrayList<>();

  FakeObjectStore(boolean bucket) {
    this.bucket = bucket;
  }

  void failBy(Fault by) {
    this.fault = by;
  }

  synchronized Map<ObjectKey, byte[]> contents() {
    return Map.copyOf(contents);
  }

  /** What is under this key; fails if nothing is. */
  synchronized byte[] content(ObjectKey key) {
    return Objects.requireNonNull(contents.get(key), key::value);
  }

  synchronized int running() {
    return running.size();
  }

  synchronized void lose(ObjectKey key) {
    objects.remove(key);
  }

  synchronized void damage(ObjectKey key, StoredObject instead) {
    objects.put(key, instead);
  }

  @Override
  public synchronized void check() throws StoreException {
    call("check");
  }

  @Override
  public synchronized Optional<StoredObject> find(ObjectKey key) throws StoreException {
    call("find " + key);
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public synchronized void put(NewObject object, ByteBuffer content) throws StoreException {
    call("put " + object.key());
    byte[] bytes = bytes(content);
    if (!sha256(bytes).equals(object.sha256())) {
      throw new StoreException(Kind.BAD_DIGEST, "not what was hashed", null);
    }
    add(object, bytes, base64(object.sha256().bytes()));
  }

  @Override
  public synchronized Upload begin(NewObject object) throws StoreException {
    call("begin " + object.key());
    Upload upload = new Upload(object.key(), "upload-" + ++uploads);
    running.put(upload, new Running(object, new TreeMap<>()));
    return upload;
  }

  @Override
  public synchronized Part send(Upload upload, int number, ByteBuffer content)
      throws StoreException {
    call("send " + number + " " + upload.key());
    byte[] bytes = bytes(content);
    running(upload).parts().put(number, bytes);
    return part(number, bytes);
  }

  @Override
  public synchronized List<Part> parts(Upload upload) throws StoreException {
    call("parts " + upload.key());
    return running(upload).parts().entrySet().stream()
        .map(part -> part(part.getKey(), part.getValue())).toList();
  }

  @Override
  public synchronized void complete(Upload upload, List<Part> parts) throws StoreException {
    call("complete " + upload.key());
    Running done = running(upload);
    MessageDigest hashes = Sha256.newDigest();
    byte[] all = {};
    for (Part part : parts) {
      byte[] bytes = done.parts().getOrDefault(part.number(), new byte[0]);
      if (!part(part.number(), bytes).equals(part)) {
        throw new StoreException(Kind.REFUSED, "no such part", null);
      }
      hashes.update(part.sha256().bytes());
      byte[] joined = Arrays.copyOf(all, all.length + bytes.length);
      System.arraycopy(bytes, 0, joined, all.length, bytes.length);
      all = joined;
    }
    add(done.object(), all, base64(hashes.digest()) + "-" + parts.size());
    running.remove(upload);
  }

  @Override
  public synchronized void abort(Upload upload) throws StoreException {
    call("abort " + upload.key());
    running.remove(upload);
  }

  @Override
  public synchronized void open(String keyPrefix, Consumer<Upload> found) throws StoreException {
    call("open " + keyPrefix);
    running.keySet().stream().filter(upload -> upload.key().value().startsWith(keyPrefix))
        .forEach(found);
  }

  private void add(NewObject object, byte[] content, String checksum) throws StoreException {
    if (objects.containsKey(object.key())) {
      throw new StoreException(Kind.TAKEN, object.key() + " is there", null);
    }
    objects.put(object.key(),
        new StoredObject(content.length, Optional.of(checksum), object.notes()));
    contents.put(object.key(), content);
  }

  private void call(String call) throws StoreException {
    calls.add(call);
    if (!bucket) {
      throw new StoreException(Kind.NO_BUCKET, "no bucket", null);
    }
    fault.before(call);
  }

  private Running running(Upload upload) throws StoreException {
    Running found = running.get(upload);
    if (found == null) {
      throw new StoreException(Kind.NO_UPLOAD, "no upload " + upload.id(), null);
    }
    return found;
  }

  private static Part part(int number, byte[] bytes) {
    return new Part(number, bytes.length, sha256(bytes), "tag-" + number);
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }

  private static Sha256 sha256(byte[] bytes) {
    return Sha256.of(Sha256.newDigest().digest(bytes));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
