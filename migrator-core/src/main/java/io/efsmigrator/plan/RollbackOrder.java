package io.efsmigrator.plan;

import io.efsmigrator.efs.FileSystemId;
import java.util.Optional;

/**
 * A person's order to lead the cluster back to the source. Typed once: whoever restarts a rollback
 * that has begun goes on with what was confirmed then.
 *
 * @param typed the id of the target exactly as it was typed; empty if none was
 * @param actor who gives the order
 */
public record RollbackOrder(Optional<String> typed, String actor) {

  /** Whether that is the file system the cluster is to leave: letter by letter. */
  public boolean confirms(FileSystemId target) {
    return typed.filter(target.value()::equals).isPresent();
  }
}
