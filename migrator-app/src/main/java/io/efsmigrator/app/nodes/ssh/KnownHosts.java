package io.efsmigrator.app.nodes.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A known_hosts file in OpenSSH's format, hashed names and {@code @revoked} included. */
record KnownHosts(Path file) {

  private static final int DEFAULT_PORT = 22;
  private static final String REVOKED = "revoked";

  /** What the file says of a host's key. */
  enum Standing {
    KNOWN,
    /** There is nothing about this host. */
    UNKNOWN,
    /** There are keys of this host, and this is none of them. */
    CHANGED,
    REVOKED
  }

  Standing standing(SshdSocketAddress host, PublicKey key) throws IOException {
    // A revoked key is revoked wherever it turns up, whatever hosts its line names.
    for (KnownHostEntry entry : all()) {
      if (REVOKED.equals(entry.getMarker()) && KeyUtils.compareKeys(key(entry), key)) {
        return Standing.REVOKED;
      }
    }
    Standing standing = Standing.UNKNOWN;
    for (KnownHostEntry entry : entries(host)) {
      if (KeyUtils.compareKeys(key(entry), key)) {
        return Standing.KNOWN;
      }
      standing = Standing.CHANGED;
    }
    return standing;
  }

  /** The types of the keys of that host, as in {@code ssh-ed25519}. */
  List<String> types(SshdSocketAddress host) {
    try {
      return entries(host).stream().map(entry -> entry.getKeyEntry().getKeyType()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a key. A line is one write, so that none is torn by another program's. */
  void add(SshdSocketAddress host, PublicKey key) throws IOException {
    String name = host.getPort() == DEFAULT_PORT
        ? host.getHostName()
        : "[" + host.getHostName() + "]:" + host.getPort();
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(file,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    String old = Files.readString(file);
    String line = (old.isEmpty() || old.endsWith("\n") ? "" : "\n") + name + " "
        + PublicKeyEntry.toString(key) + "\n";
    Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
  }

  /** The plain lines of that host. Certificates are not used, so an authority says nothing. */
  private List<KnownHostEntry> entries(SshdSocketAddress host) throws IOException {
    return all().stream()
        .filter(entry -> entry.getMarker() == null || entry.getMarker().isEmpty())
        .filter(entry -> entry.isHostMatch(host.getHostName(), host.getPort())).toList();
  }

  private List<KnownHostEntry> all() throws IOException {
    return Files.exists(file) ? KnownHostEntry.readKnownHostEntries(file) : List.of();
  }

  private static PublicKey key(KnownHostEntry entry) throws IOException {
    try {
      return entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
    } catch (GeneralSecurityException e) {
      throw new IOException("the line \"" + entry.getConfigLine() + "\" holds no key", e);
    }
  }
}
