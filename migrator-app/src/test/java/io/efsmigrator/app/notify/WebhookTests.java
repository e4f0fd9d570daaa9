package io.efsmigrator.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.app.config.NotifySettings;
import io.efsmigrator.app.config.NotifySettings.Event;
import io.efsmigrator.app.config.NotifySettings.Place;
import io.efsmigrator.app.launch.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Notices against a real receiver; none of its moods may harm a run. */
class WebhookTests {

  private static final Notice NOTICE = new Notice(Event.FAILED,
      "launch of <!channel> \"x\"\nline & two");

  private final List<String> bodies = new ArrayList<>();
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch silence = new CountDownLatch(1);
  private HttpServer server;

  @TempDir
  Path folder;

  @BeforeEach
  void receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext("/secret", exchange -> {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      int status = answers.isEmpty() ? 200 : answers.remove();
      if (status == 302) {
        exchange.getResponseHeaders().add("Location", "/secret");
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    silence.countDown();
    server.stop(0);
  }

  @Test
  void postsOneTextThatCallsNobody() throws IOException {
    webhook().tell(NOTICE);

    assertThat(bodies).hasSize(1);
    assertThat(JsonMapper.builder().build().readTree(bodies.getFirst()).path("text").asString())
        .isEqualTo("launch of &lt;!channel&gt; \"x\"\nline &amp; two");
  }

  @Test
  void triesAgainAndGivesUpAfterThree() throws IOException {
    answers.addAll(List.of(503, 500));
    webhook().tell(NOTICE);
    assertThat(bodies).hasSize(3);

    answers.addAll(List.of(503, 503, 404, 200));
    assertThatThrownBy(() -> webhook().tell(NOTICE))
        .hasMessage("the webhook was not reached: it answered 404");
    assertThat(bodies).hasSize(6);
  }

  @Test
  void followsNoRedirect() {
    answers.addAll(List.of(302, 302, 302));

    assertThatThrownBy(() -> webhook().tell(NOTICE)).hasMessageContaining("it answered 302");
  }

  @Test
  void waitsForNoAnswerForever() {
    server.createContext("/silent", exchange -> {
      try {
        silence.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });

    assertThatThrownBy(() -> new Webhook(address("/silent"), Duration.ofMillis(200), Duration.ZERO)
        .tell(NOTICE)).isInstanceOf(IOException.class).hasMessageContaining("timed out");
  }

  @Test
  void whatGoesWrongIsOneLineWithoutTheAddress() {
    List<String> trouble = new ArrayList<>();
    server.stop(0);

    new Notifications(settings(EnumSet.allOf(Event.class)),
        Map.of("HOOK", address("/secret").toString()), trouble::add).tell(NOTICE);
    new Notifications(settings(EnumSet.allOf(Event.class)), Map.of(), trouble::add).tell(NOTICE);
    new Notifications(settings(EnumSet.allOf(Event.class)), Map.of("HOOK", "no secret address"),
        trouble::add).tell(NOTICE);

    assertThat(trouble).hasSize(3).allMatch(line -> line.startsWith("nobody was notified: "))
        .noneMatch(line -> line.contains("secret")).anyMatch(line -> line.contains("not set"))
        .anyMatch(line -> line.contains("holds no address"));
  }

  @Test
  void onlyWhatIsWantedIsTold() {
    Map<String, String> environment = Map.of("HOOK", address("/secret").toString());

    new Notifications(settings(Set.of(Event.WAITING)), environment, line -> {}).tell(NOTICE);
    assertThat(bodies).isEmpty();
    new Notifications(settings(Set.of(Event.FAILED)), environment, line -> {}).tell(NOTICE);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void theAddressMayStandInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("hook"), "https://example.com/x\nignored\n");

    assertThat(WebhookAddress.at(new Place.InFile(file), Map.of()))
        .isEqualTo(URI.create("https://example.com/x"));
    assertThatThrownBy(
        () -> WebhookAddress.at(new Place.InFile(folder.resolve("none")), Map.of()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WebhookAddress.at(new Place.Variable("H"),
        Map.of("H", "file:///etc/passwd"))).isInstanceOf(IOException.class);
  }

  @Test
  void saysHowARunEndedAndNothingOfAStopThatSomebodyAskedFor() {
    assertThat(Notice.of("launch of x", new RunResult.Paused(3, "waits for approval", "Approve.")))
        .contains(new Notice(Event.WAITING,
            "launch of x waits (execution 3)\nwaits for approval\nApprove."));
    assertThat(Notice.of("launch of x", new RunResult.Failed(3, "a\u001b[2J", "b")).orElseThrow())
        .isEqualTo(new Notice(Event.FAILED, "launch of x failed (execution 3)\na\\x1b[2J\nb"));
    assertThat(Notice.of("x", new RunResult.Stopped(3, "after scan"))).isEmpty();
    assertThat(Notice.of("x", new RunResult.Interrupted(3, "SIGINT"))).isEmpty();
  }

  private Webhook webhook() {
    return new Webhook(address("/secret"), Duration.ofSeconds(10), Duration.ZERO);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static NotifySettings settings(Set<Event> events) {
    return new NotifySettings(Optional.of(new Place.Variable("HOOK")), Optional.empty(), events);
  }
}
