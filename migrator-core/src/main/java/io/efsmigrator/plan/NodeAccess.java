package io.efsmigrator.plan;

import io.efsmigrator.cluster.ManagedInstanceId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** How commands reach a node. */
public sealed interface NodeAccess {

  /** The node is this machine, or pretends to be. */
  record Local() implements NodeAccess {}

  /** By Run Command of AWS Systems Manager, whose agent runs on the node. */
  record Ssm(ManagedInstanceId instance) implements NodeAccess {}

  /**
   * The node is reached over SSH. What is left out is as {@code ~/.ssh/config} has it, or SSH's
   * default.
   *
   * @param host a name or an address, or an alias of {@code ~/.ssh/config}
   * @param identity the file of a private key
   * @param hostKey the fingerprint of the node's only key, {@code SHA256:...}; empty: what
   *     known_hosts has
   * @param knownHosts in place of {@code ~/.ssh/known_hosts}
   */
  record Ssh(String host, OptionalInt port, Optional<String> user, Optional<Path> identity,
      Optional<String> hostKey, Optional<Path> knownHosts) implements NodeAccess {

    // None may begin with a dash, or hold anything that means something to a shell.
    private static final Pattern HOST = Pattern
        .compile(
            "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]{1,43}");
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,31}");
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    public Ssh {
      checkHost(host);
      port.ifPresent(Ssh::checkPort);
      user.ifPresent(Ssh::checkUser);
      hostKey.ifPresent(Ssh::checkHostKey);
    }

    /** The text, if it is a host's name or address. */
    public static String checkHost(String text) {
      return check(HOST, text, "not a host name or address");
    }

    /** The text, if it is a user's name. */
    public static String checkUser(String text) {
      return check(USER, text, "not a user name");
    }

    /** The text, if it is a fingerprint as {@code ssh-keygen -l} prints it. */
    public static String checkHostKey(String text) {
      return check(FINGERPRINT, text, "not a fingerprint (SHA256: and 43 characters)");
    }

    private static void checkPort(int port) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }

    private static String check(Pattern shape, String text, String what) {
      if (!shape.matcher(text).matches()) {
        throw new IllegalArgumentException(what + ": " + text.strip());
      }
      return text;
    }
  }
}
