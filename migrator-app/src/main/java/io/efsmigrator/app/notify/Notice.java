package io.efsmigrator.app.notify;

import io.efsmigrator.app.config.NotifySettings.Event;
import io.efsmigrator.app.launch.RunResult;
import io.efsmigrator.app.outcome.Printable;
import java.util.Optional;

/** One thing that a person should hear of, in a line or two. */
public record Notice(Event event, String text) {

  /**
   * What to tell of a result; nothing of those that somebody has asked for at a terminal.
   *
   * @param what the job and its migration, in words
   */
  public static Optional<Notice> of(String what, RunResult result) {
    return switch (result) {
      case RunResult.Completed(long execution, String summary) ->
        notice(Event.FINISHED, what, "finished (execution " + execution + ")", summary);
      case RunResult.Failed(long execution, String cause, String remedy) ->
        notice(Event.FAILED, what, "failed (execution " + execution + ")", cause, remedy);
      case RunResult.Differences(long execution, long count, String cause, String remedy) ->
        notice(Event.FAILED, what,
            "has " + count + " differences or problems (execution " + execution + ")", cause,
            remedy);
      case RunResult.Refused(String cause, String remedy) ->
        notice(Event.FAILED, what, "was refused", cause, remedy);
      case RunResult.Paused(long execution, String cause, String remedy) ->
        notice(Event.WAITING, what, "waits (execution " + execution + ")", cause, remedy);
      case RunResult.AlreadyCompleted _,RunResult.Stopped _,RunResult.Shown _,RunResult.OutsideWindow _,RunResult.Interrupted _ ->
        Optional.empty();
    };
  }

  /** The same with more lines; none are none. */
  public Notice with(String lines) {
    return lines.isBlank() ? this : new Notice(event, text + '\n' + lines.strip());
  }

  /** What to tell of a run that an error has ended. */
  public static Notice broken(String what, Exception error) {
    return new Notice(Event.FAILED,
        what + " ended by an error: " + Printable.text(String.valueOf(error.getMessage())));
  }

  private static Optional<Notice> notice(Event event, String what, String how, String... more) {
    StringBuilder text = new StringBuilder(what).append(' ').append(how);
    for (String line : more) {
      if (!line.isBlank()) {
        text.append('\n').append(Printable.text(line));
      }
    }
    return Optional.of(new Notice(event, text.toString()));
  }
}
