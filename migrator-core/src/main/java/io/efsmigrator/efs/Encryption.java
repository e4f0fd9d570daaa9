package io.efsmigrator.efs;

import java.util.Optional;

/** Whether a file system is encrypted at rest, and under which key; fixed at creation. */
public sealed interface Encryption {

  /** Not encrypted at rest. */
  record None() implements Encryption {
    @Override
    public String toString() {
      return "unencrypted";
    }
  }

  /**
   * Encrypted, under the key named, or under the account's default EFS key if none is. A file system
   * that EFS describes always names its key.
   */
  record Kms(Optional<String> keyId) implements Encryption {
    @Override
    public String toString() {
      return "encrypted" + keyId.map(key -> " under " + key).orElse(" under the default key");
    }
  }

  /**
   * Whether this, as found, is what was asked for: an unnamed key is content with any. EFS names keys
   * by their ARN, an order may name the id at its end.
   */
  default boolean satisfies(Encryption wanted) {
    return switch (wanted) {
      case None() -> this instanceof None;
      case Kms(var key) -> this instanceof Kms(var found)
          && key.map(wantedKey -> found.filter(name -> names(name, wantedKey)).isPresent())
              .orElse(true);
    };
  }

  private static boolean names(String found, String wanted) {
    return found.equals(wanted) || found.endsWith(":key/" + wanted);
  }
}
