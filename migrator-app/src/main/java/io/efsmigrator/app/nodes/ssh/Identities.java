package io.efsmigrator.app.nodes.ssh;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The keys that prove who we are, read from files; and in words, what was tried.
 *
 * <p>A file that is encrypted is left to the agent: this program asks for no password, since a restart
 * may happen when nobody is there to type one.
 */
record Identities(List<KeyPair> pairs, List<String> tried) {

  Identities {
    pairs = List.copyOf(pairs);
    tried = List.copyOf(tried);
  }

  static Identities load(NodeName node, List<Path> files, Optional<Path> agent) {
    List<KeyPair> pairs = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    agent.ifPresent(socket -> tried.add("the agent at " + socket));
    for (Path file : files) {
      tried.add(read(file, pairs));
    }
    if (agent.isEmpty() && pairs.isEmpty()) {
      throw new NodeException(Kind.REFUSED, node + ": there is no key to log in with ("
          + (tried.isEmpty() ? "no file, no agent" : String.join(", ", tried))
          + "). Add an encrypted key to ssh-agent with `ssh-add`, or name an unencrypted one as"
          + " `identity`.");
    }
    return new Identities(pairs, tried);
  }

  private static String read(Path file, List<KeyPair> pairs) {
    List<NamedResource> encrypted = new ArrayList<>();
    FilePasswordProvider none = (session, resource, index) -> {
      encrypted.add(resource);
      throw new IOException("encrypted");
    };
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> loaded = SecurityUtils.loadKeyPairIdentities(null,
          NamedResource.ofName(file.toString()), in, none);
      if (loaded == null) {
        return file + " holds no private key";
      }
      loaded.forEach(pairs::add);
      return file.toString();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return encrypted.isEmpty()
          ? file + " cannot be read: " + e.getMessage()
          : file + " is encrypted and left to ssh-agent";
    }
  }

  KeyIdentityProvider keys() {
    return KeyIdentityProvider.wrapKeyPairs(pairs);
  }

  @Override
  public String toString() {
    return "tried " + (tried.isEmpty() ? "no key" : String.join(", ", tried));
  }
}
