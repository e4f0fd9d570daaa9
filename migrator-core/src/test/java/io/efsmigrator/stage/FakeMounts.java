package io.efsmigrator.stage;

import io.efsmigrator.efs.DnsName;
import io.efsmigrator.efs.FileSystemId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that says which path is which file system. */
final class FakeMounts implements Mounts {

  final Map<Path, FileSystemId> mounted = new HashMap<>();
  final List<String> mounts = new ArrayList<>();
  Optional<MountFailed> failure = Optional.empty();
  /** Mounting says it went well and mounts this instead. */
  Optional<FileSystemId> insteadOf = Optional.empty();

  @Override
  public MountState look(Path path, FileSystemId expected) {
    FileSystemId there = mounted.get(path);
    if (there == null) {
      return new MountState.Nothing();
    }
    return there.equals(expected)
        ? new MountState.Expected()
        : new MountState.Other("a mount of " + there);
  }

  @Override
  public void mount(FileSystemId fileSystem, DnsName dnsName, Path path) {
    failure.ifPresent(reason -> {
      throw reason;
    });
    mounts.add(dnsName + " " + path);
    mounted.put(path, insteadOf.orElse(fileSystem));
  }
}
