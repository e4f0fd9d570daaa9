package io.efsmigrator.app.sandbox.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The EFS of this machine: a loopback HTTP server over {@link EfsStore}.
 *
 * <p>One call is served at a time, and a change is on disk before its answer leaves, so a killed
 * endpoint never has told more than it remembers.
 */
public final class EfsEndpoint implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EfsStore store;
  private final FileSystemOperations fileSystems;
  private final EfsRouter router;
  private final Ec2Operations ec2;
  private final CloudWatchEndpoint metrics;
  private final BackupOperations backups;
  private final SsmOperations ssm;
  private final RequestLog log;
  private final Duration latency;
  private final FaultProfile profile;
  private final EfsFaults faults;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private EfsEndpoint(EfsStore store, EfsTiming usual, FaultProfile profile, RequestLog log,
      SsmOperations ssm) throws IOException {
    this.ssm = ssm;
    this.store = store;
    this.log = log;
    this.profile = profile;
    this.faults = new EfsFaults(profile);
    EfsTiming timing = profile.on(usual);
    this.latency = timing.latency();
    this.fileSystems = new FileSystemOperations(store, timing);
    this.router = new EfsRouter(fileSystems, new MountTargetOperations(store, timing, profile),
        new SettingsOperations(store, timing), new TagOperations(store),
        new AccessPointOperations(store, timing));
    this.ec2 = new Ec2Operations(store, ssm);
    this.metrics = new CloudWatchEndpoint(store);
    this.backups = new BackupOperations(store);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.createContext(CloudWatchEndpoint.PATH, this::serveMetrics);
    server.createContext(BackupOperations.PATH, this::serveBackups);
    server.setExecutor(executor);
    server.start();
  }

  /**
   * Starts on a free loopback port.
   *
   * @param directory holds {@code state.json} and {@code requests.log}; made if missing
   * @param network used for a new state; an existing state keeps its own
   */
  public static EfsEndpoint start(Path directory, EfsNetwork network, EfsTiming timing, Clock clock)
      throws IOException {
    return start(directory, network, timing, FaultProfile.NONE, clock);
  }

  /** Starts one that has a bad day. */
  public static EfsEndpoint start(Path directory, EfsNetwork network, EfsTiming timing,
      FaultProfile profile, Clock clock) throws IOException {
    Files.createDirectories(directory);
    EfsStore store = EfsStore.open(directory.resolve("state.json"), clock, network);
    return new EfsEndpoint(store, timing, profile,
        new RequestLog(directory.resolve("requests.log"), clock), new SsmOperations(directory));
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Faults for coming calls. */
  public EfsFaults faults() {
    return faults;
  }

  /** The network that file systems live in here. */
  public EfsNetwork network() {
    return store.network();
  }

  /** Writes down what is over by now; the state on disk is otherwise that of the last change. */
  public synchronized void settle() throws IOException {
    store.settle();
    store.save();
  }

  /** Sets the size that EFS reports for a file system, as its own metering would. */
  public synchronized void reportSize(String fileSystemId, long sizeBytes) throws IOException {
    fileSystems.reportSize(fileSystemId, sizeBytes);
    store.save();
  }

  /** Sets what CloudWatch says of a file system at every moment, by metric, for one minute. */
  public synchronized void reportMetrics(String fileSystemId, Map<String, Double> perMinute)
      throws IOException {
    metrics.report(fileSystemId, perMinute);
    store.save();
  }

  /** Makes sure that the source file system is there, with a mount target in every zone. */
  public synchronized void provideSource(String fileSystemId, String name, String securityGroup)
      throws IOException {
    new SourceProvision(store, profile).provide(fileSystemId, name, securityGroup);
    metrics.report(fileSystemId, CloudWatchEndpoint.busy());
    store.save();
  }

  /** Says when the last client of a file system was connected; before, when it was created. */
  public synchronized void reportConnection(String fileSystemId, Instant until)
      throws IOException {
    store.fileSystem(fileSystemId).put("lastConnectedAt", until.toEpochMilli());
    store.save();
  }

  /** Lets AWS Backup have kept a file system. */
  public synchronized void reportRecoveryPoint(String fileSystemId, String arn, String status,
      Instant createdAt) throws IOException {
    backups.keep(fileSystemId, arn, status, createdAt);
    store.save();
  }

  /** Lets a file system take part in a replication, as its source. */
  public synchronized void replicate(String fileSystemId, String toRegion) throws IOException {
    store.fileSystem(fileSystemId).put("replicatedTo", toRegion);
    store.save();
  }

  /** Makes a directory of this machine a node that Systems Manager can run scripts on. */
  public void provideInstance(String instance, Path directory) throws IOException {
    ssm.provide(instance, directory);
  }

  /** Sets what the SSM agent of an instance is: {@code Online}, {@code ConnectionLost}. */
  public void reportAgent(String instance, String pingStatus) {
    ssm.ping(instance, pingStatus);
  }

  private static void pause(Duration latency) throws IOException {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the endpoint is being closed", e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    long started = System.nanoTime();
    // Closing an exchange that has sent nothing ends the connection: this is how answers get lost.
    try (exchange) {
      pause(latency);
      if (Ec2Operations.isMeant(exchange)) {
        synchronized (this) {
          ec2.serve(exchange);
        }
        return;
      }
      if (SsmOperations.isMeant(exchange)) {
        serveSsm(exchange, started);
        return;
      }
      String operation = "-";
      Optional<EfsAnswer> answer = Optional.empty();
      String outcome;
      try {
        EfsRequest request = read(exchange);
        EfsRouter.Route route = router.find(request);
        operation = route.name();
        answer = answer(route, request, faults.take(operation));
        outcome = answer.map(given -> Integer.toString(given.status())).orElse("lost");
      } catch (EfsError e) {
        answer = Optional.of(new EfsAnswer(e.status(), e.body()));
        outcome = e.status() + " " + e.code();
        exchange.getResponseHeaders().set("x-amzn-errortype", e.code());
      }
      // Before the answer: who has it may look into the log for the call it answers.
      log.add(operation, outcome, exchange.getRequestMethod(), exchange.getRequestURI(),
          System.nanoTime() - started);
      if (answer.isPresent()) {
        send(exchange, answer.get());
      }
    }
  }

  private void serveSsm(HttpExchange exchange, long started) throws IOException {
    String operation = SsmOperations.operation(exchange);
    Optional<EfsAnswer> answer;
    String outcome;
    try {
      Optional<EfsFaults.Fault> ordered = faults.takeOrdered(operation);
      if (ordered.orElse(null) instanceof EfsFaults.Fault.Refused refused) {
        throw refusal(refused);
      }
      boolean reached = !(ordered.orElse(null) instanceof EfsFaults.Fault.RequestLost);
      answer = reached
          ? Optional.of(EfsAnswer.ok(ssm.answer(exchange, operation)))
          : Optional.empty();
      answer = ordered.isPresent() ? Optional.empty() : answer;
      outcome = answer.isPresent() ? "200" : "lost";
    } catch (EfsError e) {
      answer = Optional.of(new EfsAnswer(e.status(), e.body()));
      outcome = e.status() + " " + e.code();
      exchange.getResponseHeaders().set("x-amzn-errortype", e.code());
    }
    log.add(operation, outcome, exchange.getRequestMethod(), exchange.getRequestURI(),
        System.nanoTime() - started);
    if (answer.isPresent()) {
      send(exchange, answer.get());
    }
  }

  private void serveMetrics(HttpExchange exchange) throws IOException {
    long started = System.nanoTime();
    try (exchange) {
      pause(latency);
      String operation = exchange.getRequestURI().getPath()
          .substring(CloudWatchEndpoint.PATH.length());
      int status = 200;
      byte[] body;
      try {
        if (faults.take(operation).orElse(null) instanceof EfsFaults.Fault.Refused refused) {
          throw refusal(refused);
        }
        synchronized (this) {
          body = metrics.answer(exchange, operation);
        }
      } catch (EfsError e) {
        status = e.status();
        body = CloudWatchEndpoint.error(e);
      }
      log.add(operation, Integer.toString(status), exchange.getRequestMethod(),
          exchange.getRequestURI(), System.nanoTime() - started);
      CloudWatchEndpoint.send(exchange, status, body);
    }
  }

  private void serveBackups(HttpExchange exchange) throws IOException {
    long started = System.nanoTime();
    try (exchange) {
      pause(latency);
      EfsAnswer answer;
      try {
        if (faults.take(BackupOperations.OPERATION)
            .orElse(null) instanceof EfsFaults.Fault.Refused refused) {
          throw refusal(refused);
        }
        synchronized (this) {
          answer = EfsAnswer.ok(backups.answer(exchange));
        }
      } catch (EfsError e) {
        answer = new EfsAnswer(e.status(), e.body());
        exchange.getResponseHeaders().set("x-amzn-errortype", e.code());
      }
      log.add(BackupOperations.OPERATION, Integer.toString(answer.status()),
          exchange.getRequestMethod(), exchange.getRequestURI(), System.nanoTime() - started);
      send(exchange, answer);
    }
  }

  private Optional<EfsAnswer> answer(EfsRouter.Route route, EfsRequest request,
      Optional<EfsFaults.Fault> ordered) throws IOException {
    if (ordered.isEmpty()) {
      return Optional.of(apply(route, request));
    }
    return switch (ordered.get()) {
      case EfsFaults.Fault.Refused refused ->
        throw refusal(refused);
      case EfsFaults.Fault.RequestLost() -> Optional.empty();
      case EfsFaults.Fault.AnswerLost() -> {
        apply(route, request);
        yield Optional.empty();
      }
    };
  }

  private static EfsError refusal(EfsFaults.Fault.Refused ordered) {
    EfsError error = new EfsError(ordered.status(), ordered.code(), ordered.message());
    ordered.fields().forEach(error::with);
    return error;
  }

  private EfsAnswer apply(EfsRouter.Route route, EfsRequest request) throws IOException {
    EfsAnswer answer = applyAlone(route, request);
    if (!EfsFaults.onlyReads(route.name())) {
      faults.changed(route.name());
    }
    return answer;
  }

  private synchronized EfsAnswer applyAlone(EfsRouter.Route route, EfsRequest request)
      throws IOException {
    store.settle();
    try {
      return route.operation().answer(request);
    } finally {
      // Also where it is refused: a refusal may have set free what was stuck.
      if (!request.method().equals("GET")) {
        store.save();
      }
    }
  }

  private static EfsRequest read(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new EfsError(413, "RequestEntityTooLarge", "The body is larger than a megabyte.");
    }
    // Any key will do here, but a client that does not sign at all would fail at AWS.
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.contains("/elasticfilesystem/aws4_request")) {
      throw new EfsError(403, "MissingAuthenticationTokenException",
          "The request is not signed for elasticfilesystem.");
    }
    return EfsRequest.parse(exchange.getRequestMethod(), exchange.getRequestURI(), body(bytes));
  }

  private static ObjectNode body(byte[] bytes) {
    if (bytes.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Answered below, as any other body that is no object.
    }
    throw new EfsError(400, "SerializationException", "The body is not a JSON object.");
  }

  private static void send(HttpExchange exchange, EfsAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-requestid", UUID.randomUUID().toString());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    ObjectNode body = answer.body();
    if (body == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Stops listening. Everything answered so far is on disk. */
  @Override
  public void close() {
    server.stop(0);
    ssm.close();
    executor.close();
  }
}
