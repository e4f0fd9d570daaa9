package io.efsmigrator.app.notify;

import io.efsmigrator.app.config.NotifySettings;
import io.efsmigrator.app.outcome.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells notices to whom the configuration names, and never throws. */
public final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final NotifySettings settings;
  private final Map<String, String> environment;
  private final Consumer<String> trouble;

  /** Notifications of a configuration; what goes wrong with them is one line for {@code trouble}. */
  public Notifications(NotifySettings settings, Map<String, String> environment,
      Consumer<String> trouble) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.trouble = trouble;
  }

  /** Why nobody can be told, as far as it shows without telling anybody; empty if nothing does. */
  public static Optional<String> trouble(NotifySettings settings, Map<String, String> environment) {
    try {
      if (settings.webhook().isPresent()) {
        WebhookAddress.at(settings.webhook().get(), environment);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Tells it, if it is one of those that somebody wants. */
  public void tell(Notice notice) {
    if (settings.webhook().isEmpty() || !settings.events().contains(notice.event())) {
      return;
    }
    try {
      new Webhook(WebhookAddress.at(settings.webhook().get(), environment), PATIENCE, PAUSE)
          .tell(notice);
    } catch (IOException | RuntimeException e) {
      LOG.warn("a notice was not delivered: {}", e.getMessage());
      trouble.accept("nobody was notified: " + Printable.text(String.valueOf(e.getMessage())));
    }
  }
}
