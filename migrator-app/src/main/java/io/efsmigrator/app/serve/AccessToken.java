package io.efsmigrator.app.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret in the address that is printed at the start; another one at every start. */
record AccessToken(String secret) {

  private static final int BYTES = 32;

  static AccessToken random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new AccessToken(HexFormat.of().formatHex(secret));
  }

  /** Takes equally long whatever was guessed. */
  boolean is(String given) {
    return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8),
        given.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret, which would stand in every log. */
  @Override
  public String toString() {
    return "AccessToken";
  }
}
