package io.efsmigrator.efs;

import io.efsmigrator.efs.EfsException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes in a {@link FakeFileSystems}: what is ordered is {@code deleting} until {@link #settle}. */
public final class FakeSourceRemoval implements SourceRemoval {

  private final FakeFileSystems fileSystems;
  private final List<String> orders = new ArrayList<>();
  private final List<MountTarget> ending = new ArrayList<>();
  private final List<FileSystem> gone = new ArrayList<>();
  private int inUse;
  private int lost;

  public FakeSourceRemoval(FakeFileSystems fileSystems) {
    this.fileSystems = fileSystems;
  }

  /** Every order that took effect, oldest first. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  /** EFS goes on counting mount targets for so many calls, as it does right after the last is gone. */
  public void stayInUse(int calls) {
    inUse = calls;
  }

  /** The next orders take effect, and their answers are lost. */
  public void loseAnswers(int answers) {
    lost = answers;
  }

  private void noted(String order) {
    orders.add(order);
    if (lost-- > 0) {
      throw new EfsException(Kind.UNAVAILABLE, "the answer was lost");
    }
  }

  /** Lets everything that is being deleted be gone. */
  public void settle() {
    ending.forEach(it -> fileSystems
        .put(FakeFileSystems.with(it, LifeCycleState.DELETED), Set.of()));
    gone.forEach(it -> fileSystems.remove(it.id()));
  }

  @Override
  public void deleteMountTarget(MountTargetId mountTarget) {
    MountTarget found = fileSystems.mountTarget(mountTarget)
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "no " + mountTarget));
    MountTarget going = FakeFileSystems.with(found, LifeCycleState.DELETING);
    fileSystems.put(going, Set.of());
    ending.add(going);
    noted("mountTarget " + mountTarget);
  }

  @Override
  public void deleteFileSystem(FileSystemId id) {
    FileSystem found = fileSystems.find(id)
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "no " + id));
    boolean used = fileSystems.mountTargets(id).stream()
        .anyMatch(it -> it.state() != LifeCycleState.DELETED);
    if (used || inUse-- > 0) {
      throw new EfsException(Kind.WRONG_STATE, "FileSystemInUse: " + id + " has mount targets");
    }
    FileSystem going = FakeFileSystems.with(found, LifeCycleState.DELETING, found.throughput());
    fileSystems.put(going);
    gone.add(going);
    noted("fileSystem " + id);
  }
}
