package io.efsmigrator.app.config;

import io.efsmigrator.app.config.NotifySettings.Event;
import io.efsmigrator.app.config.NotifySettings.Place;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads who is told how a run ended; the address itself never stands in the file. */
final class NotifyFile {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private NotifyFile() {}

  static NotifySettings read(Section section) {
    try (section) {
      Optional<Place> variable = section.optional("webhook-env", NotifyFile::variable);
      if (variable.isPresent() && section.has("webhook-file")) {
        throw section.refuse("webhook-file", "does not go with webhook-env",
            "Say once where the address of the webhook stands.");
      }
      Optional<Place> file = section.has("webhook-file")
          ? Optional.of(new Place.InFile(section.path("webhook-file")))
          : Optional.empty();
      List<Event> events = section.values("on", NotifyFile::event);
      Set<Event> all = EnumSet.allOf(Event.class);
      return new NotifySettings(variable.or(() -> file),
          section.optional("sns-topic", TopicArn::new),
          events.isEmpty() ? all : Set.copyOf(events));
    }
  }

  private static Place variable(String name) {
    if (!VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not the name of a variable; the address itself goes there");
    }
    return new Place.Variable(name);
  }

  private static Event event(String word) {
    return Arrays.stream(Event.values()).filter(event -> MigrationFile.word(event).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("not one of finished, failed, waiting, due"));
  }
}
