package io.efsmigrator.app.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the nodes of a sandbox are reached, written into its {@code migration.yaml}. */
public interface NodeReach {

  /** Changes the file that {@code demo} writes, in which both are this machine. */
  void into(Path migrationFile) throws IOException;

  /** Both nodes through one sshd on loopback, as if it were each one's own. */
  static NodeReach over(OpenSshServer server) {
    return file -> {
      String ssh = String.join("\n      ", "channel: ssh", "host: 127.0.0.1",
          "port: " + server.port(), "user: " + System.getProperty("user.name"),
          "identity: " + server.user().file(), "known-hosts: " + server.knownHosts(server.port()));
      String text = Files.readString(file);
      String changed = text.replace("cluster-mgr: nodes/", ssh + "\n      cluster-mgr: nodes/");
      if (changed.equals(text)) {
        throw new IOException(file + " has no nodes of a sandbox");
      }
      Files.writeString(file, changed);
    };
  }
}
