package io.efsmigrator.app.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;

/** A key made for one test, and its file. */
public record TestKey(Path file, KeyPair pair) {

  /** As SSH names them. */
  public enum Type {
    ED25519("ssh-ed25519", 256),
    ECDSA("ecdsa-sha2-nistp256", 256),
    RSA("ssh-rsa", 2048);

    private final String name;
    private final int bits;

    Type(String name, int bits) {
      this.name = name;
      this.bits = bits;
    }
  }

  /** An Ed25519 key without a passphrase. */
  public static TestKey in(Path folder, String name) throws IOException, GeneralSecurityException {
    return in(folder, name, Type.ED25519, "");
  }

  public static TestKey in(Path folder, String name, Type type, String passphrase)
      throws IOException, GeneralSecurityException {
    KeyPair pair = KeyUtils.generateKeyPair(type.name, type.bits);
    Path file = Files.createFile(folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
    encryption.setPassword(passphrase);
    encryption.setCipherType("256");
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test",
          passphrase.isEmpty() ? null : encryption, out);
    }
    return new TestKey(file, pair);
  }

  /** As a line of authorized_keys, without its end. */
  public String line() {
    return PublicKeyEntry.toString(pair.getPublic());
  }

  public String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
  }
}
