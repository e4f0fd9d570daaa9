package io.efsmigrator.app.notify;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Posts a notice as {@code {"text": "..."}}, the form that Slack and many others take.
 *
 * <p>Tried three times at most; a lost answer may bring the same notice twice, which is better than
 * none. Redirects are not followed: they would lead a secret address elsewhere.
 */
final class Webhook {

  private static final int RETRIES = 2;

  private final URI address;
  private final Duration patience;
  private final RetryTemplate retries;

  /**
   * A webhook at that address.
   *
   * @param patience for one attempt
   * @param pause before the first repetition; twice that before the second
   */
  Webhook(URI address, Duration patience, Duration pause) {
    this.address = address;
    this.patience = patience;
    this.retries = new RetryTemplate(RetryPolicy.builder().maxRetries(RETRIES).delay(pause)
        .multiplier(2).includes(IOException.class).build());
  }

  /**
   * Tells it.
   *
   * @throws IOException if nobody took it; the words do not have the address
   */
  void tell(Notice notice) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience)
        .followRedirects(HttpClient.Redirect.NEVER).build()) {
      retries.execute(() -> post(client, json(notice)));
    } catch (RetryException e) {
      throw new IOException("the webhook was not reached: " + why(e.getCause()), e.getCause());
    }
  }

  private Integer post(HttpClient client, String body) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(patience)
        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      if (response.statusCode() / 100 != 2) {
        throw new IOException("it answered " + response.statusCode());
      }
      return response.statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String why(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** As Slack asks for it, with its three signs escaped: a message must not be able to call people. */
  private static String json(Notice notice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("text", notice.text().replace("&", "&amp;").replace("<", "&lt;")
          .replace(">", "&gt;"));
      json.writeEndObject();
    }
    return text.toString();
  }
}
