package io.efsmigrator.archive;

import java.util.Map;
import java.util.Optional;

/**
 * What the store says of an object.
 *
 * @param sizeBytes its length
 * @param checksum the store's own SHA-256: Base64, and for an object of parts the hash of their
 *     hashes with {@code -} and their number behind it; empty if the store has none
 * @param notes what was stored beside the content
 */
public record StoredObject(long sizeBytes, Optional<String> checksum, Map<String, String> notes) {

  public StoredObject {
    notes = Map.copyOf(notes);
  }
}
