package io.efsmigrator.app.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.app.outcome.OperatorError;
import io.efsmigrator.efs.FileSystemId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Answers readers while this process holds the H2 file.
 *
 * <p>Listens on loopback only, on a free port that {@code owner.json} in the state folder names
 * together with a random token; the file is readable by its owner alone. One question is answered at a
 * time and few may wait, so that readers never take the run's connections: the run goes first.
 */
public final class OwnerServer implements AutoCloseable {

  private static final int MAX_WAITING = 16;
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final HttpServer server;
  private final ExecutorService executor;
  private final Path stateFolder;
  private final Announcement announcement;
  private final DataSource dataSource;
  private final RunControl control;

  private OwnerServer(HttpServer server, Path stateFolder, Announcement announcement,
      DataSource dataSource,
      RunControl control) {
    this.server = server;
    this.stateFolder = stateFolder;
    this.announcement = announcement;
    this.dataSource = dataSource;
    this.control = control;
    this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_WAITING),
        task -> Thread.ofPlatform().daemon().name("owner-server").unstarted(task));
  }

  /** Starts answering. The run lock must be held, so that only one process announces itself. */
  public static OwnerServer start(Path stateFolder, DataSource dataSource, RunControl control)
      throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    HttpServer server = HttpServer
        .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MAX_WAITING);
    Announcement announcement = new Announcement(server.getAddress().getPort(),
        HexFormat.of().formatHex(secret),
        ProcessHandle.current().pid());
    OwnerServer owner = new OwnerServer(server, stateFolder, announcement, dataSource, control);
    server.createContext("/", owner::handle);
    server.setExecutor(owner.executor);
    server.start();
    try {
      announcement.write(stateFolder);
    } catch (IOException e) {
      owner.close();
      throw e;
    }
    return owner;
  }

  /** Stops answering and takes the announcement back, unless it is another's by now. */
  @Override
  public void close() {
    try {
      if (Announcement.read(stateFolder).equals(Optional.of(announcement))) {
        Files.deleteIfExists(Announcement.file(stateFolder));
      }
    } catch (IOException e) {
      // A file that stays names a port where nobody answers; readers know what that means.
    } finally {
      server.stop(0);
      executor.shutdownNow();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!authorized(exchange)) {
        answer(exchange, 401, "the token of owner.json is required");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
      try {
        answer(exchange, 200,
            reply(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), form));
      } catch (OperatorError e) {
        answer(exchange, 409, e.what() + "\n" + e.remedy());
      } catch (IllegalArgumentException e) {
        answer(exchange, 400, String.valueOf(e.getMessage()));
      } catch (SQLException | RuntimeException e) {
        // The reader learns that it failed; the run must not hear of it.
        answer(exchange, 500, String.valueOf(e.getMessage()));
      }
    }
  }

  private String reply(String request, Map<String, String> form) throws SQLException {
    return switch (request) {
      case "POST /ask" -> ask(form);
      case "POST /stop" -> {
        control.stop();
        yield "stopping";
      }
      case "POST /approve" -> {
        control.approve(required(form, "migration"), required(form, "gate"),
            required(form, "actor"),
            form.getOrDefault("comment", ""));
        yield "approved";
      }
      case "POST /throttle" -> {
        Map<String, String> limits = new HashMap<>(form);
        String migration = required(limits, "migration");
        String actor = required(limits, "actor");
        limits.keySet().removeAll(Set.of("migration", "actor"));
        control.throttle(migration, limits, actor);
        yield "throttled";
      }
      case "POST /owe" -> {
        control.owe(OwnerObligations.migration(form), OwnerObligations.parse(form));
        yield "owed";
      }
      case "POST /met" -> {
        control.met(OwnerObligations.migration(form),
            new FileSystemId(required(form, "file-system")));
        yield "met";
      }
      default -> throw new IllegalArgumentException("unknown request: " + request);
    };
  }

  private String ask(Map<String, String> form) throws SQLException {
    Question.Topic topic = Question.Topic.valueOf(required(form, "topic"));
    String execution = form.get("execution");
    Question question = new Question(topic,
        execution == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(execution)),
        Optional.ofNullable(form.get("since")).map(Instant::parse));
    try (JdbcHistory history = new JdbcHistory(dataSource.getConnection(), () -> {})) {
      return RowsJson.write(history.ask(question));
    }
  }

  private boolean authorized(HttpExchange exchange) {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return MessageDigest.isEqual(
        ("Bearer " + announcement.token()).getBytes(StandardCharsets.UTF_8),
        given.getBytes(StandardCharsets.UTF_8));
  }

  private static String required(Map<String, String> form, String key) {
    String value = form.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
