package io.efsmigrator.app.config;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of what.
 *
 * @param webhook where the address of a webhook stands
 * @param topic of Amazon SNS
 */
public record NotifySettings(Optional<Place> webhook, Optional<TopicArn> topic,
    Set<Event> events) {

  /** Nobody is told of anything. */
  public static final NotifySettings NONE = new NotifySettings(Optional.empty(), Optional.empty(),
      EnumSet.allOf(Event.class));

  public NotifySettings {
    events = Set.copyOf(events);
  }

  /** What a person can be told of. */
  public enum Event {
    /** A job has come to its end. */
    FINISHED,
    /** A job has failed, was refused, or found differences. */
    FAILED,
    /** A job waits for a person. */
    WAITING,
    /** What was owed has come due, and is paid back or cannot be. */
    DUE
  }

  /** Where a secret stands. */
  public sealed interface Place {

    /** In that variable of the environment. */
    record Variable(String name) implements Place {}

    /** In the first line of that file. */
    record InFile(Path file) implements Place {}
  }
}
