package io.efsmigrator.app.launch;

import io.efsmigrator.posix.PendingCall;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notices that a side does not answer any more, and says so: on a hard mount nothing else does, for
 * the calls neither fail nor return.
 *
 * <p>To be asked every second or so by one thread, which itself must not touch the mounts.
 */
public final class StallWatch {

  /** Longer than any healthy call, and short enough to be told within half a minute. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

  /** The two times that are needed: one that never jumps, and one for people. */
  public record Time(LongSupplier nanos, Clock clock) {}

  private final Map<Path, Side> sides = new LinkedHashMap<>();
  private final Supplier<List<PendingCall>> calls;
  private final Time time;
  private final Duration patience;
  private final Consumer<String> say;

  /** Watches over the calls to two trees, and tells a listener what it notices. */
  public StallWatch(Path source, Path target, Supplier<List<PendingCall>> calls, Time time,
      Duration patience, Consumer<String> say) {
    this.sides.put(source, new Side("the source " + source));
    this.sides.put(target, new Side("the target " + target));
    this.calls = calls;
    this.time = time;
    this.patience = patience;
    this.say = say;
  }

  /** Looks at the calls that are pending now; says what has changed. */
  public void look() {
    Map<Path, List<PendingCall>> pending = new LinkedHashMap<>();
    for (PendingCall call : calls.get()) {
      pending.computeIfAbsent(call.root(), root -> new ArrayList<>()).add(call);
    }
    sides.forEach((root, side) -> side.look(pending.getOrDefault(root, List.of())));
  }

  /** Which side does not answer at the moment and since when; empty if both do. */
  public Optional<String> stalled() {
    List<String> words = sides.values().stream().filter(side -> !side.words.isEmpty())
        .map(side -> side.words).toList();
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  private final class Side {

    private final String name;
    /** Empty while it answers. */
    private volatile String words = "";
    private long sinceNanos;
    private long toldNanos;

    private Side(String name) {
      this.name = name;
    }

    private void look(List<PendingCall> pending) {
      long now = time.nanos().getAsLong();
      Optional<PendingCall> oldest = pending.stream()
          .max(Comparator.comparingLong(call -> now - call.sinceNanos()));
      if (oldest.isEmpty() || now - oldest.get().sinceNanos() < patience.toNanos()) {
        answers(now);
      } else {
        hangs(now, oldest.get(), pending.size());
      }
    }

    private void hangs(long now, PendingCall oldest, int pending) {
      boolean told = !words.isEmpty();
      sinceNanos = oldest.sinceNanos();
      Duration age = Duration.ofNanos(now - sinceNanos);
      words = name + " has not answered since "
          + time.clock().instant().minus(age).truncatedTo(ChronoUnit.SECONDS) + " (" + oldest.call()
          + " of " + oldest.subject() + ")";
      if (!told || now - toldNanos >= BETWEEN_REMINDERS.toNanos()) {
        toldNanos = now;
        say.accept(words + "; calls that wait: " + pending
            + ". The run goes on when it answers; `migrator stop` ends it without waiting.");
      }
    }

    private void answers(long now) {
      if (!words.isEmpty()) {
        words = "";
        say.accept(
            name + " answers again after " + (now - sinceNanos) / 1_000_000_000L + " s");
      }
    }
  }
}
