package io.efsmigrator.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.app.aws.AwsAccess;
import io.efsmigrator.app.config.NotifySettings;
import io.efsmigrator.app.config.NotifySettings.Event;
import io.efsmigrator.app.config.NotifySettings.Place;
import io.efsmigrator.app.config.TopicArn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices to a topic, by the real SDK and the wire form of Amazon SNS. */
class TopicTests {

  private static final TopicArn TOPIC = new TopicArn("arn:aws:sns:us-east-1:111122223333:night");
  private static final Notice NOTICE = new Notice(Event.WAITING, "launch of x waits\n& then?");
  private static final String TAKEN = """
      <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
      <MessageId>1</MessageId></PublishResult></PublishResponse>""";
  private static final String REFUSED = """
      <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
      <Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>""";

  private final List<String> bodies = new ArrayList<>();
  private final List<String> trouble = new ArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext("/", exchange -> {
      bodies.add(URLDecoder.decode(
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
          StandardCharsets.UTF_8));
      byte[] answer = (status == 200 ? TAKEN : REFUSED).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void publishesTheWordsAsTheyAre() {
    tell(Optional.empty());

    assertThat(trouble).isEmpty();
    assertThat(bodies).singleElement().asString().contains("Action=Publish",
        "TopicArn=" + TOPIC, "Subject=efs-migrator: waiting", "Message=launch of x waits\n& then?");
  }

  @Test
  void oneWayThatFailsStopsNoOther() {
    tell(Optional.of(new Place.Variable("HOOK")));

    assertThat(trouble).singleElement().asString().contains("HOOK is not set");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void saysWhichPermissionIsMissing() {
    status = 403;
    tell(Optional.empty());

    assertThat(trouble).singleElement().asString().startsWith("nobody was notified: ")
        .contains("AuthorizationError", "sns:Publish", "night");
  }

  private void tell(Optional<Place> webhook) {
    new Notifications(
        new NotifySettings(webhook, Optional.of(TOPIC), EnumSet.allOf(Event.class)), Map.of(),
        topic -> new AwsAccess.Endpoint(topic.region(),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
        trouble::add).tell(NOTICE);
  }
}
