package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import java.util.List;

/** What is owed. Durable when the call returns; there is at most one open for each file system. */
public interface Obligations {

  /** Those not met yet. */
  List<Obligation> open(MigrationId migration);

  /** Notes an obligation; replaces the open one of the same file system. */
  void owe(MigrationId migration, Obligation obligation);

  /** Notes that the open one of that file system is met; no harm if there is none. */
  void met(MigrationId migration, FileSystemId fileSystem);
}
