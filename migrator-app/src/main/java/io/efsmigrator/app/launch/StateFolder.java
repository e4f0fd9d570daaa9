package io.efsmigrator.app.launch;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes the state folder, for its owner only: names of customers' calls stand in its files.
 *
 * <p>The modes are given explicitly because the process runs without a creation mask.
 */
final class StateFolder {

  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions
      .fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private StateFolder() {}

  static void prepare(RepositorySettings settings) {
    Path folder = settings.stateDirectory();
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
      Path database = Path.of(settings.h2File() + ".mv.db");
      if (settings.isH2() && !Files.exists(database)) {
        // H2 takes an empty file for a new database, and keeps its mode.
        Files.createFile(database, FILE);
      }
    } catch (IOException e) {
      throw new OperatorError(ExitCode.REFUSED,
          "The state folder " + folder + " cannot be used: " + e + ".",
          "Give another one with --state, on a local disk with room, writable by this user.", e);
    }
  }
}
