package io.efsmigrator.archive;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A bucket, as far as an archive needs it: it can look and add. It can neither replace an object nor
 * delete one, so no mistake of ours costs what is archived already.
 *
 * <p>Safe for many threads. Every call may be repeated after a crash. What is worth repeating at once
 * is repeated behind the port; what comes out of it is a {@link StoreException} that says what to do.
 */
public interface ObjectStore {

  /** Returns if the bucket is there and may be used. */
  void check() throws StoreException;

  /** The object of this key with the store's own checksum, if there is one. */
  Optional<StoredObject> find(ObjectKey key) throws StoreException;

  /**
   * Stores an object whose content fits into one request; the store refuses what does not have the
   * hash that is sent with it.
   *
   * @param content from its position to its limit; left as it is
   * @throws StoreException of kind {@code TAKEN} if there is an object of this key already
   */
  void put(NewObject object, ByteBuffer content) throws StoreException;
}
