package io.efsmigrator.stage;

import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that stages note down or look up, in memory. */
final class Notes implements Findings, Obligations, Approvals, CutoverRecord {

  final List<Finding> findings = new ArrayList<>();
  final Map<FileSystemId, Obligation> owed = new LinkedHashMap<>();
  Optional<Approval> approval = Optional.empty();
  boolean cutoverBegun;
  Optional<String> proof = Optional.of("no difference in 3 entries");

  @Override
  public void report(MigrationId migration, Finding finding) {
    findings.add(finding);
  }

  List<String> topics(Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).map(Finding::topic)
        .distinct().toList();
  }

  @Override
  public List<Obligation> open(MigrationId migration) {
    return List.copyOf(owed.values());
  }

  @Override
  public void owe(MigrationId migration, Obligation obligation) {
    owed.put(obligation.fileSystem(), obligation);
  }

  @Override
  public void met(MigrationId migration, FileSystemId fileSystem) {
    owed.remove(fileSystem);
  }

  @Override
  public Optional<Approval> forCutover(MigrationId migration) {
    return approval;
  }

  @Override
  public boolean begun(MigrationId migration) {
    return cutoverBegun;
  }

  @Override
  public Optional<String> finalPassProof(MigrationId migration) {
    return proof;
  }
}
