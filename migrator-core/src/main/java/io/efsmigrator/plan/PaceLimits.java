package io.efsmigrator.plan;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much a run may ask of the file systems in a second. A limit that is not there does not hold
 * anything back.
 */
public record PaceLimits(Map<PaceLimit, Long> perSecond) {

  public static final PaceLimits NONE = new PaceLimits(Map.of());

  public PaceLimits {
    perSecond.forEach((limit, value) -> {
      if (value < 1 || value > PaceLimit.MAX) {
        throw new IllegalArgumentException(
            limit.word() + " must be 1 to " + PaceLimit.MAX + ": " + value);
      }
    });
    perSecond = Map.copyOf(perSecond);
  }

  /** That limit, if there is one. */
  public OptionalLong of(PaceLimit limit) {
    Long value = perSecond.get(limit);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The same with one limit more, or with another value of it. */
  public PaceLimits with(PaceLimit limit, long value) {
    Map<PaceLimit, Long> more = new EnumMap<>(PaceLimit.class);
    more.putAll(perSecond);
    more.put(limit, value);
    return new PaceLimits(more);
  }
}
