package io.efsmigrator.app.history;

import io.efsmigrator.app.history.Rows.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a whole run will still scan, copy and verify, by what it has shown so far.
 *
 * <p>A step at work tells its own time. A scan to come takes between half and twice the time of the
 * first one, since it walks the same trees; reading back takes at most as long as the copy of the
 * same, and nothing where it is not asked for. What changes meanwhile is unknown: up to a tenth of the
 * copy until the first delta pass has copied it, then up to twice of what that took. As long as the
 * first scan or the size of the copy is not known, nothing is said; and never of the time that EFS,
 * nodes and people take.
 */
final class Ahead {

  private enum Kind {
    SCAN, COPY, FINISH, CONTENT, CHANGES
  }

  private record Part(String step, Kind kind) {}

  private static final Part SCAN = new Part("scan", Kind.SCAN);
  private static final Part COPY = new Part("copyFiles", Kind.COPY);
  private static final Part FINISH = new Part("finishTree", Kind.FINISH);
  private static final Part CONTENT = new Part("verify.content", Kind.CONTENT);
  private static final Part PROVE = new Part("verify.prove", Kind.SCAN);
  private static final Part DELTA = new Part("deltaPass1.copyFiles", Kind.CHANGES);

  private static final Map<String, List<Part>> JOBS = Map.of( //
      "copy", List.of(SCAN, COPY, FINISH, CONTENT, PROVE), //
      "verify", List.of(PROVE, CONTENT), //
      "migrate", List.of(SCAN, COPY, FINISH, new Part("deltaPass1.scan", Kind.SCAN), DELTA,
          new Part("deltaPass1.finishTree", Kind.FINISH), CONTENT, PROVE,
          new Part("finalPass.scan", Kind.SCAN), new Part("finalPass.copyFiles", Kind.CHANGES),
          new Part("finalPass.finishTree", Kind.FINISH),
          new Part("finalPass.content", Kind.CHANGES), new Part("finalPass.prove", Kind.SCAN)));

  private static final double HALF = 0.5;
  private static final double TWICE = 2;
  private static final double TENTH = 0.1;

  private final List<Part> parts;
  private final Done done;
  private final List<Progress.OfStep> atWork;

  private Ahead(List<Part> parts, Done done, List<Progress.OfStep> atWork) {
    this.parts = parts;
    this.done = done;
    this.atWork = atWork;
  }

  /** The steps that have ended well, with the seconds that all attempts at each took. */
  record Done(Map<String, Double> seconds) {

    static Done of(List<Row> steps) {
      Map<String, Double> seconds = new HashMap<>();
      Set<String> completed = new HashSet<>();
      for (Row step : steps) {
        String name = step.text("step_name");
        seconds.merge(name, step.fraction("seconds"), Double::sum);
        if (step.text("status").equals("COMPLETED")) {
          completed.add(name);
        }
      }
      seconds.keySet().retainAll(completed);
      return new Done(seconds);
    }

    /** A pass that was not needed has no parts, but has ended. */
    boolean has(String step) {
      return seconds.containsKey(step)
          || seconds.containsKey(step.substring(0, Math.max(0, step.indexOf('.'))));
    }
  }

  /** From and to, in seconds; no end if nothing moves. */
  private record Span(double from, @Nullable Double to) {

    static Span of(Left left) {
      Duration atMost = left.atMost();
      return new Span(left.atLeast().toMillis() / 1_000.0,
          atMost == null ? null : atMost.toMillis() / 1_000.0);
    }

    Span plus(Span other) {
      return new Span(from + other.from, to == null || other.to == null ? null : to + other.to);
    }

    /** What is left of it; one that takes longer than it should may take for ever. */
    Span after(Duration time) {
      double seconds = time.toMillis() / 1_000.0;
      return new Span(Math.max(0, from - seconds),
          to == null || to < seconds ? null : Double.valueOf(to - seconds));
    }

    Left left() {
      return new Left(Duration.ofMillis((long) (from * 1_000)),
          to == null ? null : Duration.ofMillis((long) (to * 1_000)));
    }
  }

  /** For a job of that name; empty as long as nobody can say, and if nothing of it is left. */
  static Optional<Left> of(String job, Done done, List<Progress.OfStep> atWork) {
    return new Ahead(JOBS.getOrDefault(job, List.of()), done, atWork).left();
  }

  private Optional<Left> left() {
    List<Part> open = parts.stream()
        .filter(part -> working(part).isPresent() || !done.has(part.step())).toList();
    Span sum = new Span(0, 0.0);
    for (Part part : open) {
      Optional<Span> one = working(part).map(step -> going(part, step)).orElse(whole(part));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(one.get());
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(sum.left());
  }

  private Optional<Progress.OfStep> working(Part part) {
    return atWork.stream().filter(step -> step.name().equals(part.step())).findFirst();
  }

  private Optional<Span> going(Part part, Progress.OfStep step) {
    return step.left().map(Span::of).or(() -> switch (part.kind()) {
      case SCAN, FINISH, CONTENT, CHANGES -> whole(part).map(span -> span.after(step.time()));
      case COPY -> Optional.empty();
    });
  }

  private Optional<Span> whole(Part part) {
    return switch (part.kind()) {
      case SCAN -> scan().map(seconds -> new Span(HALF * seconds, TWICE * seconds));
      case FINISH -> scan().map(seconds -> new Span(0, seconds));
      case COPY -> copy();
      case CONTENT -> copy().map(all -> new Span(0, all.to()));
      case CHANGES -> Optional.ofNullable(done.seconds().get(DELTA.step()))
          .map(seconds -> new Span(0, TWICE * seconds))
          .or(() -> copy()
              .map(all -> new Span(0, all.to() == null ? null : Double.valueOf(TENTH * all.to()))));
    };
  }

  private Optional<Double> scan() {
    return parts.stream().filter(part -> part.kind() == Kind.SCAN).findFirst()
        .map(first -> done.seconds().get(first.step()));
  }

  /** The time of all of it: as it was, or as it will have been at the average of today. */
  private Optional<Span> copy() {
    Double took = done.seconds().get(COPY.step());
    return took != null
        ? Optional.of(new Span(took, took))
        : working(COPY).flatMap(Ahead::all);
  }

  private static Optional<Span> all(Progress.OfStep copy) {
    Long files = copy.goalFiles();
    Long bytes = copy.goalBytes();
    return files == null
        ? Optional.empty()
        : Left.of(files, bytes == null ? 0 : bytes, Optional.empty(), copy.average(), copy.time())
            .map(Span::of);
  }
}
