package io.efsmigrator.app.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be asked: a topic, narrowed to one job execution if one is given.
 *
 * <p>A closed list, because questions come in over a socket: no SQL ever does.
 *
 * @param execution number of a job execution; for topics that belong to a migration, the migration
 *     of that execution
 * @param since only what was noted from then on, for topics that are a series in time
 */
public record Question(Topic topic, OptionalLong execution, Optional<Instant> since) {

  public Question {
    if (since.isPresent() && topic != Topic.PROGRESS) {
      throw new IllegalArgumentException(topic + " is no series in time");
    }
  }

  /** The whole history of a topic. */
  public static Question all(Topic topic) {
    return new Question(topic, OptionalLong.empty(), Optional.empty());
  }

  /** What belongs to one job execution. */
  public static Question of(Topic topic, long execution) {
    return new Question(topic, OptionalLong.of(execution), Optional.empty());
  }

  /** This one, about what was noted from then on: cheap, however long the series is. */
  public Question since(Instant time) {
    return new Question(topic, execution, Optional.of(time));
  }

  String sql(List<Object> arguments) {
    List<String> conditions = new ArrayList<>();
    if (execution.isPresent()) {
      arguments.add(execution.getAsLong());
      conditions.add(switch (topic.narrowed) {
        case BY_EXECUTION -> "job_execution_id = ?";
        case BY_MIGRATION ->
          "migration_id = (select migration_id from job_history where job_execution_id = ?)";
      });
    }
    since.ifPresent(time -> {
      arguments.add(time.atOffset(ZoneOffset.UTC));
      conditions.add("at >= ?");
    });
    return "select * from " + topic.relation
        + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
        + " order by " + topic.order;
  }

  /** Tables and views that may be read, and in which order. */
  public enum Topic {
    JOBS("job_history", "job_execution_id", Narrowed.BY_EXECUTION), STEPS("step_history",
        "step_execution_id", Narrowed.BY_EXECUTION),
    PARTITIONS("partition_history",
        "step_execution_id", Narrowed.BY_EXECUTION),
    PROBLEMS("open_problems", "problem_id",
        Narrowed.BY_MIGRATION),
    PROBLEM_COUNTS("problem_counts", "migration_id, state, pass, kind",
        Narrowed.BY_MIGRATION),
    FINDINGS("finding", "id",
        Narrowed.BY_EXECUTION),
    OBLIGATIONS("obligation", "id",
        Narrowed.BY_MIGRATION),
    APPROVALS("approval", "id",
        Narrowed.BY_MIGRATION),
    NODE_JOBS("node_job", "id",
        Narrowed.BY_MIGRATION),
    MIGRATIONS("migration", "migration_id",
        Narrowed.BY_MIGRATION),
    LEASES("lease", "migration_id",
        Narrowed.BY_MIGRATION),
    PACE("pace", "migration_id, setting", Narrowed.BY_MIGRATION),
    PROGRESS("progress", "at, id", Narrowed.BY_MIGRATION),
    PROGRESS_TOTALS("progress_totals",
        "step_execution_id", Narrowed.BY_MIGRATION);

    private final String relation;
    private final String order;
    private final Narrowed narrowed;

    Topic(String relation, String order, Narrowed narrowed) {
      this.relation = relation;
      this.order = order;
      this.narrowed = narrowed;
    }
  }

  private enum Narrowed {
    BY_EXECUTION, BY_MIGRATION
  }
}
