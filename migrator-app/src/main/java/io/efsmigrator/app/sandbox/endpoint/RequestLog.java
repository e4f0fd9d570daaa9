package io.efsmigrator.app.sandbox.endpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * One line per call: time, operation, outcome, milliseconds, method and path.
 *
 * <p>No headers and no bodies: signatures and tokens are nobody's business.
 */
final class RequestLog {

  private final Path file;
  private final Clock clock;

  RequestLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  synchronized void add(String operation, String outcome, String method, URI uri, long nanos)
      throws IOException {
    String line = String.join("\t", clock.instant().toString(), operation, outcome,
        Long.toString(TimeUnit.NANOSECONDS.toMillis(nanos)), method, uri.toASCIIString()) + "\n";
    Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
