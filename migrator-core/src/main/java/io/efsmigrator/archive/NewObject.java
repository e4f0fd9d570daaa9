package io.efsmigrator.archive;

import io.efsmigrator.manifest.Sha256;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object that is to be stored.
 *
 * @param key where
 * @param sha256 hash of its whole content
 * @param notes what the store keeps beside the content, all of it ASCII and below 2 KB
 */
public record NewObject(ObjectKey key, Sha256 sha256, Map<String, String> notes) {

  public NewObject {
    notes = Map.copyOf(new TreeMap<>(notes));
  }
}
