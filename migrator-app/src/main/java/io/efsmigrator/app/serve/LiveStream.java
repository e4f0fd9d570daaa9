package io.efsmigrator.app.serve;

import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.app.report.PlotData;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends every open page what has changed, as server-sent events: {@code view} is all words of the page,
 * {@code plots} its curves, {@code tick} the time of the look.
 */
final class LiveStream implements AutoCloseable {

  private static final int MAX_PAGES = 32;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  /** Then the browser connects again: a page that is gone unnoticed is not sent to for ever. */
  private static final int MAX_LOOKS = 1_500;

  private final Looks looks;
  private final PageSettings settings;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Semaphore places = new Semaphore(MAX_PAGES);
  private final CountDownLatch closed = new CountDownLatch(1);

  LiveStream(Looks looks, PageSettings settings) {
    this.looks = looks;
    this.settings = settings;
  }

  /** Opens the stream of a page that shows that migration, or the one that was begun last. */
  ServerResponse open(Optional<String> migration) {
    if (!places.tryAcquire()) {
      return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
    Optional<String> wanted = migration
        .or(() -> settings.steering().map(PageSettings.Steering::migration));
    return ServerResponse.sse(events -> Thread.ofVirtual().name("live-page")
        .start(() -> {
          try {
            feed(events, wanted);
          } finally {
            places.release();
          }
        }));
  }

  private void feed(SseBuilder events, Optional<String> migration) {
    Map<String, String> sent = new HashMap<>();
    try {
      for (int i = 0; i < MAX_LOOKS; i++) {
        for (Map.Entry<String, String> event : look(migration).entrySet()) {
          if (!event.getValue().equals(sent.put(event.getKey(), event.getValue()))) {
            events.event(event.getKey()).data(event.getValue());
          }
        }
        if (closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      events.complete();
    } catch (IOException | IllegalStateException e) {
      // The page was closed: the container has ended the request, and there is nobody to tell.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> look(Optional<String> migration) {
    Map<String, String> events = new HashMap<>();
    LiveWords words = new LiveWords(settings);
    try {
      Overview overview = looks.overview();
      Optional<Detail> detail = migration
          .or(() -> overview.migrations().stream().map(row -> row.text("migration_id"))
              .reduce((first, second) -> second))
          .flatMap(looks::detail);
      events.put("view", json.writeValueAsString(words.view(overview, detail)));
      detail.ifPresent(
          one -> events.put("plots", PlotData.of(one.report(), settings.zone()).json()));
    } catch (OperatorError e) {
      events.put("view", json.writeValueAsString(words.unreadable(e)));
    }
    events.put("tick", words.now());
    return events;
  }

  /** Ends all streams. */
  @Override
  public void close() {
    closed.countDown();
  }
}
