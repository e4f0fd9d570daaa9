package io.efsmigrator.app.sandbox;

import io.efsmigrator.app.sandbox.endpoint.FaultProfile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a new sandbox holds.
 *
 * @param files how many recordings and voicemails the generated source tree has; ignored with a
 *     source of one's own
 * @param seed the same seed makes the same tree
 * @param source an existing directory to migrate instead; it is only ever read, and the nodes record
 *     nothing into it
 * @param writers whether the Primary's agent goes on recording calls until it is quiesced
 * @param faults what is wrong with its EFS; then throughput is raised too, so that every kind of
 *     call is made
 * @param nodes which kind of cluster is played
 */
public record SandboxOptions(int files, long seed, @Nullable Path source, Writers writers,
    FaultProfile faults, NodeKind nodes) {

  /** Whether the Primary's agent records calls into the file system its endpoint names. */
  public enum Writers {
    RECORDING, SILENT
  }

  /** The most files a generated tree may have: a demo is not a benchmark, and disks are finite. */
  public static final int MAX_FILES = 1_000_000;

  public SandboxOptions {
    if (files < 0 || files > MAX_FILES) {
      throw new IllegalArgumentException("files must be 0 to " + MAX_FILES + ", not " + files);
    }
  }

  /** With an EFS that is well. */
  public SandboxOptions(int files, long seed, @Nullable Path source, Writers writers) {
    this(files, seed, source, writers, FaultProfile.NONE, NodeKind.CLUSTER_MGR);
  }

  /** The same with that bad day. */
  public SandboxOptions with(FaultProfile profile) {
    return new SandboxOptions(files, seed, source, writers, profile, nodes);
  }

  /** The same with nodes of that kind. */
  public SandboxOptions with(NodeKind kind) {
    return new SandboxOptions(files, seed, source, writers, faults, kind);
  }

  /** A generated source tree of that many files, with a Primary that records calls. */
  public static SandboxOptions generated(int files) {
    return new SandboxOptions(files, 20261123L, null, Writers.RECORDING);
  }

  /** A given directory as source. Nothing writes into it, so its agents are silent. */
  public static SandboxOptions existing(Path source) {
    return new SandboxOptions(0, 0, source, Writers.SILENT);
  }
}
