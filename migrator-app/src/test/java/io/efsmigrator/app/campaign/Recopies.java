package io.efsmigrator.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.efsmigrator.posix.RelativePath;
import io.efsmigrator.posix.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a run to its promise: what a ledger calls copied is not copied again. */
final class Recopies {

  private Recopies() {}

  /**
   * Fails if a file that was committed before has changed since.
   *
   * @param before what the last call returned
   * @return what is committed now
   */
  static Map<RelativePath, Timestamp> check(Scenario scenario, Map<RelativePath, Timestamp> before,
      String when) throws IOException {
    if (!Files.isDirectory(scenario.target())) {
      return Map.of();
    }
    List<RelativePath> changed = new ArrayList<>();
    ChangeTimes.of(scenario.target(), before.keySet()).forEach((path, ctime) -> {
      if (!ctime.equals(before.get(path))) {
        changed.add(path);
      }
    });
    assertThat(changed).as("committed, and copied again: %s", when).isEmpty();
    return ChangeTimes.of(scenario.target(), still(scenario, Committed.read(scenario.state())));
  }

  /** Without the files that the source's writers have made since: a later pass may take them again. */
  private static Set<RelativePath> still(Scenario scenario, Set<RelativePath> copied)
      throws IOException {
    if (copied.isEmpty()) {
      return copied;
    }
    Path whole = scenario.sourceWasWhole();
    Timestamp since = ChangeTimes.of(whole.getParent(),
        Set.of(RelativePath.of(whole.getFileName().toString()))).values().iterator().next();
    Set<RelativePath> still = new HashSet<>();
    ChangeTimes.of(scenario.source(), copied).forEach((path, ctime) -> {
      if (ctime.compareTo(since) <= 0) {
        still.add(path);
      }
    });
    return still;
  }
}
