package io.efsmigrator.app.serve;

import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the history, and at most once a second however many ask: the run that answers has better
 * things to do. A file that nobody owns and that has not changed is not read again.
 */
final class Looks {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Supplier<HistoryQueries> history;
  private final Supplier<Optional<Object>> stamp;
  private final Clock clock;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, MigrationLook> migrations = new HashMap<>();

  private record Kept(Instant at, Optional<Object> stamp, Object value) {}

  /**
   * Looks at that history.
   *
   * @param stamp what changes whenever the history does; empty if it may change without a sign
   */
  Looks(Supplier<HistoryQueries> history, Supplier<Optional<Object>> stamp, Clock clock) {
    this.history = history;
    this.stamp = stamp;
    this.clock = clock;
  }

  static Looks of(PageSettings settings) {
    return new Looks(
        () -> History.open(settings.stateFolder(), settings.databaseUrl(), settings.environment()),
        () -> settings.databaseUrl() == null ? stamp(settings.stateFolder()) : Optional.empty(),
        settings.clock().withZone(settings.zone()));
  }

  private static Optional<Object> stamp(Path stateFolder) {
    if (Owner.of(stateFolder).isPresent()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes file = Files.readAttributes(History.file(stateFolder),
          BasicFileAttributes.class);
      return Optional.of(List.of(file.lastModifiedTime(), file.size()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All migrations. */
  synchronized Overview overview() {
    return fresh("", Overview.class, asked -> Overview.of(asked, clock.instant()));
  }

  /** How much each partition has done, for programs. */
  synchronized Rows partitions() {
    return fresh("partitions", Rows.class, asked -> asked.ask(Question.all(Topic.PARTITIONS)));
  }

  /** One migration in detail; empty if there is none of that id. */
  synchronized Optional<Detail> detail(String migration) {
    return overview().last(migration).map(last -> fresh("migration " + migration, Detail.class,
        asked -> migrations.computeIfAbsent(migration, id -> new MigrationLook(clock))
            .look(asked, overview(), last, clock.instant())));
  }

  private interface Looking<T> {
    T look(HistoryQueries asked);
  }

  private <T> T fresh(String key, Class<T> type, Looking<T> looking) {
    Instant now = clock.instant();
    Kept before = kept.get(key);
    if (before != null && before.at().plus(FRESH).isAfter(now)) {
      return type.cast(before.value());
    }
    Optional<Object> sign = stamp.get();
    if (before != null && sign.isPresent() && sign.equals(before.stamp())) {
      return type.cast(before.value());
    }
    try (HistoryQueries asked = history.get()) {
      T value = looking.look(asked);
      kept.put(key, new Kept(now, sign, value));
      return value;
    }
  }
}
