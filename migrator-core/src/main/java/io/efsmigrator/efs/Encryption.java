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

  /** Whether this, as found, is what was asked for: an unnamed key is content with any. */
  default boolean satisfies(Encryption wanted) {
    return switch (wanted) {
      case None() -> this instanceof None;
      case Kms(var key) -> this instanceof Kms(var found) && (key.isEmpty() || key.equals(found));
    };
  }
}
