package io.efsmigrator.app.notify;

import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.aws.SnsTopic;
import io.efsmigrator.app.config.NotifySettings;
import io.efsmigrator.app.config.TopicArn;
import io.efsmigrator.app.outcome.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells notices to whom the configuration names, and never throws. */
public final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final NotifySettings settings;
  private final Map<String, String> environment;
  private final Function<TopicArn, AwsAccess> access;
  private final Consumer<String> trouble;

  /** Notifications of a configuration; what goes wrong with them is one line for {@code trouble}. */
  public Notifications(NotifySettings settings, Map<String, String> environment,
      Consumer<String> trouble) {
    this(settings, environment, topic -> new AwsAccess.Account(topic.region()), trouble);
  }

  Notifications(NotifySettings settings, Map<String, String> environment,
      Function<TopicArn, AwsAccess> access, Consumer<String> trouble) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.access = access;
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

  /** Whether anybody wants to hear of it. */
  public boolean want(Notice notice) {
    return (settings.webhook().isPresent() || settings.topic().isPresent())
        && settings.events().contains(notice.event());
  }

  /** Tells it, if it is one of those that somebody wants; one way that fails stops no other. */
  public void tell(Notice notice) {
    if (want(notice)) {
      settings.webhook().ifPresent(place -> attempt(() -> new Webhook(
          WebhookAddress.at(place, environment), PATIENCE, PAUSE).tell(notice)));
      settings.topic().ifPresent(topic -> attempt(() -> publish(topic, notice)));
    }
  }

  private void publish(TopicArn arn, Notice notice) throws IOException {
    try (SnsTopic topic = SnsTopic.connect(access.apply(arn), arn.value())) {
      topic.publish("efs-migrator: " + notice.event().name().toLowerCase(Locale.ROOT),
          notice.text());
    }
  }

  /** One way to tell somebody. */
  @FunctionalInterface
  private interface Delivery {
    void run() throws IOException;
  }

  private void attempt(Delivery delivery) {
    try {
      delivery.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("a notice was not delivered: {}", e.getMessage());
      trouble.accept("nobody was notified: " + Printable.text(String.valueOf(e.getMessage())));
    }
  }
}
