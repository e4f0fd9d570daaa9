package io.efsmigrator.archive;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Objects that are sent in parts: nothing of them is an object before the last call, and everything
 * sent is paid for until the upload is completed or aborted. Other than that as {@link ObjectStore}.
 */
public interface MultipartUploads {

  /** An upload that goes on. */
  record Upload(ObjectKey key, String id) {}

  /** Begins an upload. */
  Upload begin(NewObject object) throws StoreException;

  /**
   * Sends a part; one of the same number is replaced.
   *
   * @param number 1 to 10,000
   * @param content from its position to its limit; left as it is
   */
  Part send(Upload upload, int number, ByteBuffer content) throws StoreException;

  /**
   * The parts that the store has, in the order of their numbers.
   *
   * @throws StoreException of kind {@code NO_UPLOAD} if the upload is over
   */
  List<Part> parts(Upload upload) throws StoreException;

  /**
   * Makes an object of the parts.
   *
   * @throws StoreException of kind {@code TAKEN} if there is an object of this key already
   */
  void complete(Upload upload, List<Part> parts) throws StoreException;

  /** Gives an upload up; one that is over already is no error. */
  void abort(Upload upload) throws StoreException;

  /** Hands over every upload that goes on under keys which begin so. */
  void open(String keyPrefix, Consumer<Upload> uploads) throws StoreException;
}
