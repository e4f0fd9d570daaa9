package io.efsmigrator.app.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.RunCommands.Agent;
import io.efsmigrator.cluster.RunCommands.Invocation;
import io.efsmigrator.efs.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each documented status of an invocation means, and what is really sent. */
class SsmRunCommandsTests {

  private static final ManagedInstanceId NODE = new ManagedInstanceId("i-0123456789abcdef0");

  private final List<String> sent = new ArrayList<>();
  private int status = 200;
  private String answer = "{}";
  private HttpServer server;
  private SsmRunCommands ssm;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      try (exchange) {
        sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    });
    server.start();
    ssm = SsmRunCommands.connect(new AwsAccess.Endpoint(new Region("us-east-1"),
        URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  @AfterEach
  void stop() {
    ssm.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, Pending, -1, '', Waiting",
    "Delayed, Delayed, -1, '', Waiting",
    "InProgress, InProgress, -1, T, Running",
    "Cancelling, Cancelling, -1, T, Running",
    "AWordOfTomorrow, AWordOfTomorrow, -1, '', Running",
    "Success, Success, 0, T, Ended",
    "Failed, Failed, 3, T, Ended",
    "Failed, Undeliverable, -1, '', NeverRun",
    "TimedOut, DeliveryTimedOut, -1, '', NeverRun",
    "TimedOut, Delivery Timed Out, -1, '', NeverRun",
    "TimedOut, ExecutionTimedOut, -1, '', Stopped",
    "TimedOut, Execution Timed Out, 137, T, Stopped",
    "Cancelled, Cancelled, -1, '', NeverRun",
    "Cancelled, Cancelled, -1, T, Stopped"})
  void tellsWhatAStatusMeans(String word, String details, int code, String started,
      String meaning) {
    answer = """
        {"Status":"%s","StatusDetails":"%s","ResponseCode":%d,"ExecutionStartDateTime":"%s",
         "StandardOutputContent":"out","StandardErrorContent":"err"}"""
        .formatted(word, details, code, started);

    Invocation invocation = ssm.look(NODE, "order");

    assertThat(invocation.getClass().getSimpleName()).isEqualTo(meaning);
    if (invocation instanceof Invocation.Ended ended) {
      assertThat(ended).isEqualTo(new Invocation.Ended(code, "out", "err"));
    }
  }

  @Test
  void doesNotSeeAnOrderThatIsNotShownYet() {
    status = 400;
    answer = "{\"__type\":\"InvocationDoesNotExist\"}";

    assertThat(ssm.look(NODE, "order")).isEqualTo(new Invocation.Unseen());
    assertThat(sent).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 30, 1", "60, 45, 60, 45", "999999, 999999, 3600, 172800"})
  void keepsBothLimitsWithinTheirBounds(int deliver, int run, int timeoutSeconds,
      int executionTimeout) {
    answer = "{\"Command\":{\"CommandId\":\"order\"}}";

    assertThat(ssm.send(NODE, "true", Duration.ofSeconds(deliver), Duration.ofSeconds(run)))
        .isEqualTo("order");
    assertThat(sent).singleElement().asString()
        .contains("\"TimeoutSeconds\":" + timeoutSeconds,
            "\"executionTimeout\":[\"" + executionTimeout + "\"]", "\"commands\":[\"true\"]",
            "\"AWS-RunShellScript\"", "\"InstanceIds\":[\"" + NODE + "\"]");
  }

  @Test
  void saysWhatToDoWithAnInstanceThatIsUnknown() {
    answer = "{\"InstanceInformationList\":[]}";

    assertThat(ssm.agent(NODE)).isInstanceOfSatisfying(Agent.Away.class,
        away -> assertThat(away.reason()).contains("install its agent"));
  }
}
