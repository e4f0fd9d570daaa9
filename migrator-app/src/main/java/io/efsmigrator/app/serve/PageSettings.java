package io.efsmigrator.app.serve;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is shown, to whom, and what they may do.
 *
 * @param address where the page listens
 * @param port its port; 0 takes a free one
 * @param hostNames names besides those of loopback by which the page may be called
 * @param stateFolder where the history is
 * @param databaseUrl database in place of the file in that folder
 * @param environment where the password of that database may stand
 * @param zone whose times the page shows
 * @param steering the migration that may be steered from the page, and how; empty lets nobody
 */
public record PageSettings(InetAddress address, int port, Set<String> hostNames,
    Path stateFolder, @Nullable String databaseUrl, Map<String, String> environment, ZoneId zone,
    Clock clock, Optional<Steering> steering) {

  public PageSettings {
    hostNames = Set.copyOf(hostNames);
    environment = Map.copyOf(environment);
  }

  /** A migration and what carries out the commands about it. */
  public record Steering(String migration, Actions actions) {}
}
