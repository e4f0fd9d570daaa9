package io.efsmigrator.app.cli;

import io.efsmigrator.app.config.MigrationConfig;
import io.efsmigrator.app.config.MigrationFile;
import io.efsmigrator.app.launch.RepositorySettings;
import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has: which migration, and where its state is. */
final class StateOptions {

  private static final Pattern PASSWORD = Pattern
      .compile("(?i)[?&;](ssl)?password=|://[^/@]*:[^/@]*@");
  private static final Duration LEASE = Duration.ofSeconds(30);

  @Option(names = {"-c",
    "--config"}, paramLabel = "FILE", description = "The migration, see docs/configuration.md.")
  @Nullable
  Path config;

  @Option(names = "--state", paramLabel = "DIR", description = "State folder (default: beside a sandbox's FILE; else /var/lib/efs-migrator for root, "
      + "$XDG_STATE_HOME/efs-migrator for others).")
  @Nullable
  Path state;

  @Option(names = "--db", paramLabel = "URL", description = "jdbc:postgresql://... in place of the file in the state folder. The password comes from "
      + "PGPASSFILE or EFS_MIGRATOR_DB_PASSWORD.")
  @Nullable
  String database;

  private @Nullable MigrationConfig read;

  /** The migration of {@code -c}, which must be given. */
  MigrationConfig requiredConfig() {
    return config().orElseThrow(() -> new OperatorError(ExitCode.USAGE, "which migration?",
        "Name its file with -c FILE; docs/examples/migration.yaml is one to start from."));
  }

  /** The migration of {@code -c}, if given. */
  Optional<MigrationConfig> config() {
    if (config != null && read == null) {
      read = MigrationFile.read(config);
    }
    return Optional.ofNullable(read);
  }

  RepositorySettings repository() {
    int partitions = config().map(known -> known.plan().copy().partitionsInFlight()).orElse(4);
    return new RepositorySettings(stateFolder(System.getenv()), database(), partitions, LEASE);
  }

  Path stateFolder(Map<String, String> environment) {
    if (state != null) {
      return state.toAbsolutePath().normalize();
    }
    return config().flatMap(MigrationConfig::sandbox)
        .map(sandbox -> sandbox.directory().resolve("state"))
        .orElseGet(() -> usual(environment, System.getProperty("user.name")));
  }

  @Nullable
  String database() {
    if (database == null) {
      return null;
    }
    if (PASSWORD.matcher(database).find()) {
      throw new OperatorError(ExitCode.USAGE,
          "--db holds a password, which every user of this machine could read",
          "Take it out; put it into the file named by PGPASSFILE or into EFS_MIGRATOR_DB_PASSWORD.");
    }
    if (!database.startsWith("jdbc:postgresql:")) {
      throw new OperatorError(ExitCode.USAGE, "--db is not the URL of a PostgreSQL database",
          "Write it as jdbc:postgresql://HOST/DATABASE?user=NAME.");
    }
    return database;
  }

  private static Path usual(Map<String, String> environment, String user) {
    if (user.equals("root")) {
      return Path.of("/var/lib/efs-migrator");
    }
    String home = environment.getOrDefault("XDG_STATE_HOME", "");
    return home.startsWith("/")
        ? Path.of(home, "efs-migrator")
        : Path.of(System.getProperty("user.home"), ".local", "state", "efs-migrator");
  }
}
