package io.efsmigrator.app.nodes.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for the connections to all nodes.
 *
 * @param folder the user's {@code .ssh}
 * @param agent the socket of the user's agent
 * @param connecting for one attempt to connect, and one to log in
 * @param pauses between attempts to connect; one attempt more than pauses
 * @param keepalive how often the node is asked whether it is there; three silences end a connection
 */
public record SshSettings(Path folder, Optional<Path> agent, Duration connecting,
    List<Duration> pauses, Duration keepalive) {

  public SshSettings {
    pauses = List.copyOf(pauses);
  }

  /** Those of the user who runs this program. */
  public static SshSettings of(Map<String, String> environment) {
    return new SshSettings(Path.of(System.getProperty("user.home"), ".ssh"),
        Optional.ofNullable(environment.get("SSH_AUTH_SOCK")).filter(path -> !path.isBlank())
            .map(Path::of),
        Duration.ofSeconds(15), List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)),
        Duration.ofSeconds(15));
  }
}
