package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import io.efsmigrator.app.history.Rows.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a history are wanted.
 *
 * @param states in capitals; none means all
 * @param zone what Batch's times are in
 */
record HistoryFilter(Set<String> states, Period period, ZoneId zone) {

  /** Every word that may stand in a column of states. */
  private static final Set<String> STATES = Set.of("COMPLETED", "STARTING", "STARTED", "STOPPING",
      "STOPPED", "FAILED", "ABANDONED", "UNKNOWN", "EXITED", "LOST");

  /** States as they are typed, in any case. */
  static HistoryFilter of(List<String> states, Period period, ZoneId zone) {
    Set<String> wanted = states.stream().map(state -> state.toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
    for (String state : wanted) {
      if (!STATES.contains(state)) {
        throw new IllegalArgumentException("--status " + state + " is none of "
            + String.join(", ", STATES.stream().sorted().toList()));
      }
    }
    return new HistoryFilter(wanted, period, zone);
  }

  /** The rows that are wanted, in their order. */
  Rows of(Topic topic, Rows rows) {
    String state = stateColumn(topic);
    String time = timeColumn(topic);
    if (!states.isEmpty() && state.isEmpty()) {
      throw new IllegalArgumentException(
          "--status goes with executions, --steps, --partitions and --commands");
    }
    List<List<@Nullable Object>> kept = new ArrayList<>();
    for (Row row : rows.rows()) {
      if ((states.isEmpty() || states.contains(row.text(state)))
          && period.holds(instant(row, time))) {
        kept.add(row.cells());
      }
    }
    return new Rows(rows.columns(), kept);
  }

  private @Nullable Instant instant(Row row, String column) {
    LocalDateTime local = row.time(column);
    return local == null ? row.instant(column) : local.atZone(zone).toInstant();
  }

  private static String stateColumn(Topic topic) {
    return switch (topic) {
      case JOBS, STEPS, PARTITIONS -> "status";
      case NODE_JOBS -> "state";
      default -> "";
    };
  }

  private static String timeColumn(Topic topic) {
    return switch (topic) {
      case JOBS, STEPS, PARTITIONS -> "start_time";
      case NODE_JOBS -> "started_at";
      default -> "found_at";
    };
  }
}
