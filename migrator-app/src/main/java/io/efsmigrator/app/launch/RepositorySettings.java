package io.efsmigrator.app.launch;

import io.efsmigrator.app.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the repository of state is and how a run holds on to it.
 *
 * @param stateDirectory folder of the H2 repository, the files of the runs, logs and reports
 * @param databaseUrl JDBC URL of a PostgreSQL database, or null for the H2 file
 * @param partitionsInFlight how many partitions may hold a connection at the same time
 * @param lease how long the word of a silent holder is respected; it renews five times in that time
 */
public record RepositorySettings(Path stateDirectory, @Nullable String databaseUrl,
    int partitionsInFlight, Duration lease) {

  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
  private static final int DEFAULT_PARTITIONS_IN_FLIGHT = 4;

  public RepositorySettings {
    stateDirectory = stateDirectory.toAbsolutePath().normalize();
    if (databaseUrl != null && !databaseUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "not the URL of a PostgreSQL database: " + withoutSecrets(databaseUrl));
    }
    if (partitionsInFlight < 1 || partitionsInFlight > 64) {
      throw new IllegalArgumentException("partitions in flight must be 1 to 64");
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a lease must last a second at least");
    }
  }

  /** The H2 file in the state folder, everything else as is usual. */
  public static RepositorySettings h2(Path stateDirectory) {
    return of(stateDirectory, null);
  }

  /** The given database, or the H2 file if there is none, everything else as is usual. */
  public static RepositorySettings of(Path stateDirectory, @Nullable String databaseUrl) {
    return new RepositorySettings(stateDirectory, databaseUrl, DEFAULT_PARTITIONS_IN_FLIGHT,
        DEFAULT_LEASE);
  }

  /** True if the repository is the H2 file, which belongs to one process at a time. */
  public boolean isH2() {
    return databaseUrl == null;
  }

  /** The H2 database: a file is added to it by H2, {@code .mv.db}. */
  public Path h2File() {
    return stateDirectory.resolve("repository");
  }

  /**
   * URL of the repository. {@code async:} survives the interrupt of a thread in the middle of a
   * write, which otherwise closes the database; a write delay would lose commits on a kill.
   */
  public String jdbcUrl() {
    return databaseUrl != null
        ? databaseUrl
        : "jdbc:h2:async:" + h2File() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        // Errors go to our log; H2 would write a file of its own, with rights of its own.
            + ";TRACE_LEVEL_FILE=0";
  }

  /** What a URL must not hold, because every user can read a command line: the password. */
  public Properties secrets() {
    Properties secrets = new Properties();
    String password = System.getenv(History.PASSWORD);
    if (!isH2() && password != null) {
      secrets.setProperty("password", password);
    }
    return secrets;
  }

  /** Folder of the segments and ledgers of one migration. */
  public Path runDirectory(String migrationId) {
    return stateDirectory.resolve("runs").resolve(migrationId);
  }

  private static String withoutSecrets(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
