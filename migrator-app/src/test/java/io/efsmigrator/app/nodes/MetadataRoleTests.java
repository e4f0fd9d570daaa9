package io.efsmigrator.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.ElasticIp;
import io.efsmigrator.cluster.NodeRole;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question to a node's instance metadata, with the real curl and a service like EC2's. */
class MetadataRoleTests {

  private static final String MACS = "/latest/meta-data/network/interfaces/macs/";
  private static final String TOKEN = "AQAEA-token==";

  @TempDir
  private Path folder;

  private final Map<String, String> entries = new HashMap<>();
  private int status = 404;
  private HttpServer service;
  private TestNode node;

  @BeforeEach
  void serve() throws IOException {
    node = new TestNode(folder, "node-a", NodeRole.BACKUP,
        new DnsName("fs-0000000a.efs.us-east-1.amazonaws.com"));
    entries.put(MACS, "02:29:96:8f:6a:2d/\n06:00:00:00:00:01/");
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/latest/api/token")) {
      boolean asked = exchange.getRequestMethod().equals("PUT")
          && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
      respond(exchange, asked ? 200 : 405, TOKEN);
    } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
      respond(exchange, 401, "");
    } else {
      respond(exchange, entries.containsKey(path) ? 200 : status,
          entries.getOrDefault(path, "<html>no such entry 203.0.113.10 </html>"));
    }
  }

  private static void respond(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void isPrimaryWhoHoldsTheAddressOnAnyInterface() {
    entries.put(MACS + "06:00:00:00:00:01/public-ipv4s", "198.51.100.7\n203.0.113.10");

    assertThat(ask().out()).hasToString("Primary\n");
  }

  @Test
  void isBackupWhoHoldsOthersOrNone() {
    assertThat(ask().out()).hasToString("Backup\n");

    entries.put(MACS + "02:29:96:8f:6a:2d/public-ipv4s", "203.0.113.101\n1203.0.113.10");
    assertThat(ask().out()).hasToString("Backup\n");
  }

  @Test
  void saysNothingWhenTheServiceDoesNot() {
    status = 500;
    unclear("does not tell its addresses");
    entries.remove(MACS);
    unclear("does not name its network interfaces");
    status = 404;
    unclear("does not name its network interfaces");
    service.stop(0);
    unclear("gives no token");
  }

  private void unclear(String words) {
    CommandResult result = ask();
    assertThat(result.succeeded()).isFalse();
    assertThat(result.out().text()).isEmpty();
    assertThat(result.err().text()).contains(words);
  }

  private CommandResult ask() {
    MetadataRole commands = new MetadataRole(CommandTemplates.ofGuide(ClusterSettings.ofGuide()),
        "http://127.0.0.1:" + service.getAddress().getPort(), new ElasticIp("203.0.113.10"));
    List<String> argv = commands.argv(NodeVerb.ROLE, node.inPlan(), Optional.empty())
        .orElseThrow();
    return LocalChannel.create()
        .run(CommandLine.of(Duration.ofSeconds(30), argv.toArray(String[]::new)));
  }
}
