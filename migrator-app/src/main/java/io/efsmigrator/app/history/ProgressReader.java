package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows an execution by looking at the database again and again.
 *
 * <p>The first look sums up all samples. The next ones ask only for those of the last minute, which an
 * index finds, so a look costs the same after ten hours as after ten minutes. Not for several threads.
 */
public final class ProgressReader {

  /** What the message of a step begins with while it waits for something outside. */
  public static final String WAITING = "waiting: ";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String COPY = "copyFiles";

  private final long execution;
  private final Clock clock;
  private final Map<Long, Track> tracks = new HashMap<>();
  private final Map<Long, List<Row>> earlier = new HashMap<>();
  /** The age of samples is counted by the clock of the database, from the youngest one on. */
  private Instant youngest = Instant.EPOCH;
  private Instant youngestSeen = Instant.EPOCH;
  private Instant lastLook = Instant.EPOCH;

  /** Follows that execution; the zone of the clock is the one that the host of the run lives in. */
  public ProgressReader(long execution, Clock clock) {
    this.execution = execution;
    this.clock = clock;
  }

  /** How far it is; empty if there is no such execution. */
  public Optional<Progress> look(HistoryQueries history) {
    return history.ask(Question.of(Topic.JOBS, execution)).rows().stream().findFirst()
        .map(job -> look(history, job, history.ask(Question.of(Topic.STEPS, execution)).rows()));
  }

  private Progress look(HistoryQueries history, Row job, List<Row> steps) {
    refresh(history);
    Set<Long> executions = ofInstance(history, job);
    List<Track> ours = tracks.values().stream()
        .filter(track -> executions.contains(track.execution())).toList();
    List<Progress.OfStep> atWork = steps.stream().filter(step -> isAtWork(step, steps))
        .map(step -> step(step, ours)).toList();
    List<Track> copied = ours.stream().filter(track -> track.step().endsWith(COPY)).toList();
    long problems = history.ask(Question.of(Topic.PROBLEM_COUNTS, execution)).rows().stream()
        .filter(row -> row.text("state").equals("OPEN")).mapToLong(row -> row.number("problems"))
        .sum();
    return new Progress(execution, job.text("job_name"), job.text("migration_id"), since(job),
        (int) steps.stream().filter(step -> step.text("status").equals("COMPLETED")).count(),
        atWork, done(copied), copied.stream().mapToLong(Track::bytes).sum(), problems,
        Ahead.of(job.text("job_name"), Ahead.Done.of(withEarlier(history, executions, steps)),
            atWork));
  }

  /** What earlier executions did does not change any more. */
  private List<Row> withEarlier(HistoryQueries history, Set<Long> executions, List<Row> steps) {
    List<Row> all = new ArrayList<>(steps);
    for (long one : executions) {
      if (one < execution) {
        all.addAll(earlier.computeIfAbsent(one,
            id -> history.ask(Question.of(Topic.STEPS, id)).rows()));
      }
    }
    return all;
  }

  private void refresh(HistoryQueries history) {
    Instant now = clock.instant();
    boolean longAgo = Duration.between(lastLook, now).compareTo(MINUTE) > 0;
    Instant before = youngest;
    lastLook = now;
    if (longAgo) {
      sumUp(history);
    }
    List<Row> samples = history
        .ask(Question.of(Topic.PROGRESS, execution).since(youngest.minus(MINUTE))).rows();
    if (!longAgo && samples.stream()
        .anyMatch(sample -> !tracks.containsKey(sample.number("step_execution_id")))) {
      sumUp(history);
    }
    for (Row sample : samples) {
      Track track = tracks.get(sample.number("step_execution_id"));
      if (track != null) {
        track.sample(sample);
        youngest = later(youngest, sample.instant("at"));
      }
    }
    if (youngest.isAfter(before)) {
      youngestSeen = now;
    }
  }

  private void sumUp(HistoryQueries history) {
    for (Row total : history.ask(Question.of(Topic.PROGRESS_TOTALS, execution)).rows()) {
      tracks.computeIfAbsent(total.number("step_execution_id"), id -> new Track(total))
          .refresh(total);
      youngest = later(youngest, total.instant("last_at"));
    }
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }

  private static Set<Long> ofInstance(HistoryQueries history, Row job) {
    return history.ask(Question.all(Topic.JOBS)).rows().stream()
        .filter(
            one -> Objects.equals(one.cell("job_instance_id"), job.cell("job_instance_id")))
        .map(one -> one.number("job_execution_id")).collect(Collectors.toSet());
  }

  /** A pass is a step around steps: its parts are shown in its place. */
  private static boolean isAtWork(Row step, List<Row> all) {
    return step.cell("end_time") == null && all.stream()
        .noneMatch(other -> other.text("step_name").startsWith(step.text("step_name") + "."));
  }

  private Progress.OfStep step(Row row, List<Track> ours) {
    String name = row.text("step_name");
    List<Track> all = ours.stream().filter(track -> track.step().equals(name)).toList();
    Duration time = since(row);
    String message = row.text("exit_message");
    String waitsFor = message.startsWith(WAITING) ? message.substring(WAITING.length()) : "";
    if (all.isEmpty()) {
      long entries = row.number("write_count");
      return new Progress.OfStep(name, time, entries, null, 0, null, Optional.empty(),
          Progress.Rate.of(entries, 0, time), 0, 0, 0, waitsFor, Optional.empty());
    }
    List<Track> earlier = all.stream().filter(track -> track.execution() != execution).toList();
    List<Track> today = all.stream().filter(track -> track.execution() == execution).toList();
    long files = done(all);
    long bytes = all.stream().mapToLong(Track::bytes).sum();
    Progress.Rate average = Progress.Rate.of(files - done(earlier),
        today.stream().mapToLong(Track::bytes).sum(), time);
    Track.Recent recent = recent(today, earlier);
    Duration window = time.compareTo(MINUTE) < 0 ? time : MINUTE;
    Optional<Progress.Rate> now = today.isEmpty()
        ? Optional.empty()
        : Optional.of(Progress.Rate.of(recent.files(), recent.bytes(), window));
    double latency = recent.measured() == 0 ? 0 : recent.latencies() / recent.measured();
    Long goalFiles = greatest(all, Track::goalFiles);
    Long goalBytes = greatest(all, Track::goalBytes);
    return new Progress.OfStep(name, time, files, goalFiles, bytes, goalBytes, now, average,
        // As many are at work as come in the time that one takes.
        Math.round(now.map(Progress.Rate::files).orElse(0.0) * latency / 1_000), latency,
        today.stream().mapToLong(Track::problems).sum(), waitsFor,
        goalFiles == null
            ? Optional.empty()
            : Left.of(goalFiles - files,
                goalBytes == null ? 0 : goalBytes - bytes, now, average, time));
  }

  /** An attempt goes on where the one before it ended, so the farthest of a partition counts. */
  private static long done(List<Track> tracks) {
    return farthest(tracks).values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> farthest(List<Track> tracks) {
    return tracks.stream().collect(Collectors.toMap(
        track -> track.step() + ":" + track.partition(), Track::files, Math::max));
  }

  private Track.Recent recent(List<Track> today, List<Track> earlier) {
    Duration quiet = Duration.between(youngestSeen, clock.instant());
    Instant after = youngest.plus(quiet).minus(MINUTE);
    Map<String, Long> bases = farthest(earlier);
    Track.Recent recent = Track.Recent.NOTHING;
    for (Track track : today) {
      track.forget(after);
      recent = recent.plus(track.recent(after,
          bases.getOrDefault(track.step() + ":" + track.partition(), 0L)));
    }
    return recent;
  }

  private static @Nullable Long greatest(List<Track> tracks,
      Function<Track, @Nullable Long> goal) {
    Long greatest = null;
    for (Track track : tracks) {
      Long one = goal.apply(track);
      if (one != null && (greatest == null || one > greatest)) {
        greatest = one;
      }
    }
    return greatest;
  }

  /** Batch keeps the clock on the wall. */
  private Duration since(Row row) {
    LocalDateTime start = row.time("start_time");
    if (start == null) {
      return Duration.ZERO;
    }
    Duration time = Duration.between(start, LocalDateTime.ofInstant(clock.instant(),
        clock.getZone()));
    return time.isNegative() ? Duration.ZERO : time;
  }
}
