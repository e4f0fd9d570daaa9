package io.efsmigrator.app.state;

import io.efsmigrator.plan.PaceLimit;
import io.efsmigrator.plan.PaceLimits;
import io.efsmigrator.plan.QuietHours;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code pace}: what the file or the options ask for, and what somebody has throttled since.
 *
 * <p>The second wins, and outlives every restart: who slows a run down because calls suffer must not
 * be overruled by the process that takes over at night.
 */
public final class JdbcPace {

  /** In place of a number: nothing holds back, whatever the file says. */
  public static final String NONE = "none";

  private static final String WINDOW = "window";

  private final JdbcClient jdbc;
  private final Durable durable;

  /** Reads and writes through the given source of connections. */
  public JdbcPace(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.durable = new Durable(dataSource);
  }

  /** Notes what the file or the options of this start ask for. */
  public void asked(String migrationId, PaceLimits limits, Optional<QuietHours> window) {
    durable.write(client -> {
      for (PaceLimit limit : PaceLimit.values()) {
        var value = limits.of(limit);
        put(client, migrationId, limit.word(), "asked",
            value.isPresent() ? Long.toString(value.getAsLong()) : null, null);
      }
      put(client, migrationId, WINDOW, "asked",
          window.map(hours -> hours.from() + "-" + hours.to() + " " + hours.zone()).orElse(null),
          null);
    });
  }

  /**
   * Throttles: a number, {@link #NONE}, or empty to go back to what was asked for.
   *
   * @throws IllegalArgumentException if a limit is unknown or its value is none of these
   */
  public void throttle(String migrationId, Map<String, String> limits, String actor) {
    limits.forEach((word, value) -> {
      PaceLimit limit = PaceLimit.of(word);
      if (!value.isEmpty() && !value.equals(NONE)) {
        var checked = PaceLimits.NONE.with(limit, Long.parseLong(value));
        assert checked.of(limit).isPresent();
      }
    });
    durable.write(client -> limits.forEach((word, value) -> put(client, migrationId, word,
        "throttled", value.isEmpty() ? null : value, actor)));
  }

  /** The limits that hold now. */
  public PaceLimits limits(String migrationId) {
    PaceLimits limits = PaceLimits.NONE;
    for (PaceLimit limit : PaceLimit.values()) {
      Optional<String> value = value(migrationId, limit.word()).filter(text -> !text.equals(NONE));
      if (value.isPresent()) {
        limits = limits.with(limit, Long.parseLong(value.get()));
      }
    }
    return limits;
  }

  /** The window of the last start, if it had one. */
  public Optional<QuietHours> window(String migrationId) {
    return value(migrationId, WINDOW).map(text -> {
      int space = text.indexOf(' ');
      return QuietHours.parse(text.substring(0, space), ZoneId.of(text.substring(space + 1)));
    });
  }

  private Optional<String> value(String migrationId, String setting) {
    return jdbc.sql("select coalesce(throttled, asked) from pace where migration_id = :id"
        + " and setting = :setting and coalesce(throttled, asked) is not null")
        .param("id", migrationId).param("setting", setting).query(String.class).optional();
  }

  private static void put(JdbcClient client, String migrationId, String setting, String column,
      @Nullable String value, @Nullable String actor) {
    int changed = client.sql("update pace set " + column + " = :value,"
        + " actor = coalesce(cast(:actor as varchar(100)), actor),"
        + " changed_at = current_timestamp where migration_id = :id and setting = :setting")
        .param("value", value).param("actor", actor).param("id", migrationId)
        .param("setting", setting).update();
    if (changed == 0) {
      client.sql("insert into pace (migration_id, setting, " + column + ", actor, changed_at)"
          + " values (:id, :setting, :value, :actor, current_timestamp)").param("id", migrationId)
          .param("setting", setting).param("value", value).param("actor", actor).update();
    }
  }
}
