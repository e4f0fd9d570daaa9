package io.efsmigrator.app.notify;

import io.efsmigrator.app.config.NotifySettings.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks up the address of a webhook, which is a secret: no message repeats it. */
final class WebhookAddress {

  private static final int MAX_BYTES = 4_096;

  private WebhookAddress() {}

  /**
   * The address that stands there.
   *
   * @throws IOException if there is none, or it is no address
   */
  static URI at(Place place, Map<String, String> environment) throws IOException {
    String text = switch (place) {
      case Place.Variable(String name) -> Optional.ofNullable(environment.get(name))
          .orElseThrow(() -> new IOException("the variable " + name + " is not set"));
      case Place.InFile(Path file) -> firstLine(file);
    };
    URI uri;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      // Its message would show the secret.
      throw new IOException(where(place) + " holds no address");
    }
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
      throw new IOException(where(place) + " holds no address that begins with https://");
    }
    return uri;
  }

  private static String firstLine(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is no file with one address in it");
    }
    return Files.readString(file).lines().findFirst().orElse("");
  }

  private static String where(Place place) {
    return switch (place) {
      case Place.Variable(String name) -> "the variable " + name;
      case Place.InFile(Path file) -> file.toString();
    };
  }
}
