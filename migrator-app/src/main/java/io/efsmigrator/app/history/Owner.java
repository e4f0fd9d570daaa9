package io.efsmigrator.app.history;

import io.efsmigrator.app.outcome.ExitCode;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.efs.FileSystemId;
import io.efsmigrator.plan.MigrationId;
import io.efsmigrator.stage.Obligation;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The process that owns the repository, seen from another one. */
public final class Owner implements HistoryQueries, RunControl {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 20_000;
  private static final int UNAUTHORIZED = 401;

  private final Announcement announcement;

  private Owner(Announcement announcement) {
    this.announcement = announcement;
  }

  /** The owner, if there is one that answers to its token. */
  public static Optional<Owner> of(Path stateFolder) {
    Optional<Owner> owner = Announcement.read(stateFolder).map(Owner::new);
    try {
      return owner.isPresent() && owner.get().answers() ? owner : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Its process id, as it says itself. */
  public long pid() {
    return announcement.pid();
  }

  @Override
  public Rows ask(Question question) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("topic", question.topic().name());
    question.execution().ifPresent(execution -> form.put("execution", Long.toString(execution)));
    question.since().ifPresent(time -> form.put("since", time.toString()));
    return RowsJson.read(post("/ask", form));
  }

  @Override
  public void stop() {
    post("/stop", Map.of());
  }

  @Override
  public void approve(String migrationId, String gate, String actor, String comment) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("migration", migrationId);
    form.put("gate", gate);
    form.put("actor", actor);
    form.put("comment", comment);
    post("/approve", form);
  }

  @Override
  public void throttle(String migrationId, Map<String, String> limits, String actor) {
    Map<String, String> form = new LinkedHashMap<>(limits);
    form.put("migration", migrationId);
    form.put("actor", actor);
    post("/throttle", form);
  }

  @Override
  public void owe(MigrationId migration, Obligation obligation) {
    post("/owe", OwnerObligations.form(migration, obligation));
  }

  @Override
  public void met(MigrationId migration, FileSystemId fileSystem) {
    post("/met", Map.of("name", migration.name(), "source", migration.source().toString(),
        "file-system", fileSystem.toString()));
  }

  @Override
  public void close() {
    // Every question has a connection of its own.
  }

  private boolean answers() throws IOException {
    Reply reply = send("/ping", Map.of());
    // It knows no such request, but says so only to those who know the token.
    return reply.status() != UNAUTHORIZED && reply.text().equals("unknown request: POST /ping");
  }

  private String post(String path, Map<String, String> form) {
    try {
      Reply reply = send(path, form);
      if (reply.status() == HttpURLConnection.HTTP_CONFLICT) {
        String[] lines = reply.text().split("\n", 2);
        throw new OperatorError(ExitCode.REFUSED, lines[0], lines.length > 1 ? lines[1] : "");
      }
      if (reply.status() != HttpURLConnection.HTTP_OK) {
        throw new OperatorError(ExitCode.FAILED,
            "the running process " + pid() + " answered " + reply.status() + ": "
                + reply.text(),
            "Try again; if it persists, see the log in the state folder.");
      }
      return reply.text();
    } catch (IOException e) {
      throw new OperatorError(ExitCode.FAILED,
          "the running process " + pid() + " does not answer: " + e.getMessage(),
          "Try again; it may just have ended.", e);
    }
  }

  private record Reply(int status, String text) {}

  private Reply send(String path, Map<String, String> form) throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    URI uri = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
        + announcement.port() + path);
    // No proxy: the address is this machine's.
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("Authorization", "Bearer " + announcement.token());
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    String body = form.entrySet().stream()
        .map(field -> field.getKey() + "="
            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    try {
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      int status = connection.getResponseCode();
      InputStream stream = status < HttpURLConnection.HTTP_BAD_REQUEST
          ? connection.getInputStream()
          : connection.getErrorStream();
      return new Reply(status,
          stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      connection.disconnect();
    }
  }
}
