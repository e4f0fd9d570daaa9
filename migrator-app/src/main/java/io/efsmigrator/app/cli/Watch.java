package io.efsmigrator.app.cli;

import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.ProgressReader;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells a view of a run in another process what that process tells its own, as far as the database
 * knows it: each look is compared with the one before.
 */
final class Watch {

  private final long execution;
  private final RunView view;
  private final ProgressReader reader;
  private final Clock clock;
  private final Instant began;
  /** Steps are told at once, figures only as often as the view wants them. */
  private Instant progressFrom = Instant.MIN;
  private final Set<Long> begun = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private String stalled = "";
  private boolean first = true;

  Watch(long execution, RunView view, Clock clock) {
    this.execution = execution;
    this.view = view;
    this.clock = clock;
    this.began = clock.instant();
    this.reader = new ProgressReader(execution, clock);
  }

  /** Looks once; what had ended before the first look is told as well. */
  void look(HistoryQueries history) {
    if (first) {
      view.started(execution, "watched");
      first = false;
    }
    for (Row step : history.ask(Question.of(Topic.STEPS, execution)).rows()) {
      tell(step);
    }
    history.ask(Question.of(Topic.LEASES, execution)).rows().stream().findFirst()
        .map(lease -> lease.text("stalled")).filter(words -> !words.equals(stalled))
        .ifPresent(words -> {
          view.notice(words.isEmpty() ? "both sides answer again" : "NO ANSWER: " + words);
          stalled = words;
        });
    Instant now = clock.instant();
    if (!now.isBefore(progressFrom)) {
      reader.look(history).ifPresent(view::progress);
      progressFrom = now.plus(view.lookAgainIn(Duration.between(began, now)));
    }
  }

  private void tell(Row step) {
    long id = step.number("step_execution_id");
    String name = step.text("step_name");
    String message = HistoryTables.result(step);
    if (step.cell("end_time") == null) {
      if (begun.add(id)) {
        view.stepStarted(name);
      }
      if (message.startsWith(ProgressReader.WAITING)) {
        view.stepWaits(name, message.substring(ProgressReader.WAITING.length()));
      }
    } else if (ended.add(id)) {
      view.stepEnded(name, step.text("status"),
          Duration.ofMillis(Math.round(step.fraction("seconds") * 1_000)), message);
    }
  }
}
