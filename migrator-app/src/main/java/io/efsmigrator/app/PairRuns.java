package io.efsmigrator.app;

import io.efsmigrator.app.state.Migrations;
import io.efsmigrator.manifest.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of one pair of directories: {@code copy-0a1b2c3d4e5f-1}, then {@code -2} and so on.
 *
 * <p>An unfinished run is gone on with. One that completed, was abandoned or ended with differences
 * is over: the next one is a new pass over the same pair.
 */
record PairRuns(String jobName, String pair) {

  private static final int NAME_BYTES = 6;
  private static final Set<String> OVER = Set.of("COMPLETED", "ABANDONED");
  private static final String DIFFERENCES = "DIFFERENCES";

  static PairRuns of(String jobName, Path source, Path target) {
    return of(jobName, source.toString(), target.toString());
  }

  /** The runs of whatever these two name. */
  static PairRuns of(String jobName, String source, String target) {
    byte[] digest = Sha256.newDigest()
        .digest((source + "\n" + target).getBytes(StandardCharsets.UTF_8));
    return new PairRuns(jobName,
        jobName + "-" + HexFormat.of().formatHex(digest, 0, NAME_BYTES));
  }

  /** The same under the name of a migration. */
  PairRuns below(String migrationId) {
    return new PairRuns(jobName, migrationId + "." + pair);
  }

  /** The number of the run to go on with, or of a new one. */
  int number(Migrations migrations) {
    int last = 0;
    for (String id : migrations.startingWith(pair + "-")) {
      last = Math.max(last, Integer.parseInt(id.substring(pair.length() + 1)));
    }
    if (last == 0) {
      return 1;
    }
    Optional<Migrations.Ending> ending = migrations.lastEnding(jobName, id(last));
    boolean over = ending.isPresent() && (OVER.contains(ending.get().status())
        || DIFFERENCES.equals(ending.get().exitCode()));
    return over ? last + 1 : last;
  }

  String id(int number) {
    return pair + "-" + number;
  }
}
