package io.efsmigrator.efs;

/**
 * A door into a part of a file system: who comes through it sees that directory as the root, as that
 * user. Clients name it by id, so a migrated one has another name than before.
 *
 * @param clientToken what made it; EFS makes at most one for each token
 */
public record AccessPoint(AccessPointId id, FileSystemId fileSystem, CreationToken clientToken,
    LifeCycleState state, AccessPointShape shape) {

  @Override
  public String toString() {
    return "access point " + id + " of " + fileSystem + " (" + state + ")";
  }
}
