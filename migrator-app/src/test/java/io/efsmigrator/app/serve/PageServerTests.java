package io.efsmigrator.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.efsmigrator.app.history.SampleHistory;
import io.efsmigrator.app.outcome.OperatorError;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who gets what from the page: nothing without its token, nothing from elsewhere, no act unasked. */
class PageServerTests {

  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String MIGRATION = "m.fs-00000001";
  private static final List<String> ORDERED = new ArrayList<>();
  private static final Pattern CSRF = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\">");

  @TempDir
  private static Path folder;

  private static PageServer looking;
  private static PageServer steering;

  @BeforeAll
  static void start() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("repository");
    SampleHistory.create(url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update problem set path_text = '" + HOSTILE + "', detail = '" + HOSTILE + "\u001b[2J'");
      statement.execute("update batch_step_execution set exit_message = '" + HOSTILE + "'");
    }
    looking = PageServer.start(settings(Optional.empty()));
    steering = PageServer.start(
        settings(Optional.of(new PageSettings.Steering(MIGRATION, (command, arguments) -> {
          ORDERED.add(command + " " + arguments);
          return new Actions.Outcome(command != Actions.Command.RESTART, "said " + HOSTILE);
        }))));
  }

  @AfterAll
  static void end() {
    looking.close();
    steering.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?token=", "/?token=0123", "/live", "/page/page.js",
    "/look/look.css", "/uplot/uPlot.iife.min.js", "/actuator/health", "/actuator/prometheus",
    "/nowhere"})
  void whoeverHasNoTokenGetsNothing(String path) throws Exception {
    RawHttp.Answer answer = http(looking).get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("Open the whole address that `migrator serve` printed.\n");
    assertThat(http(looking).get(path, "Authorization: Bearer 0123").status()).isEqualTo(401);
    assertThat(http(looking).get(path, "Authorization: Bearer " + steering.secret()).status())
        .isEqualTo(401);
  }

  @Test
  void theAddressIsExchangedForACookieAndLeavesTheBrowser() throws Exception {
    RawHttp.Answer answer = http(looking).get("/?token=" + looking.secret());

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
    assertThat(answer.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict")
        .doesNotContain(looking.secret());
    assertThat(http(looking).get("/", cookie(answer)).status()).isEqualTo(200);
    assertThat(http(steering).get("/", cookie(answer)).status()).isEqualTo(401);
  }

  @Test
  void aSessionThatSomebodyElseBeganIsNotTakenOver() throws Exception {
    String before = cookie(http(looking).get("/?token=" + looking.secret()));

    String after = cookie(http(looking).get("/?token=" + looking.secret(), before));

    assertThat(after).isNotEqualTo(before).isNotEqualTo("Cookie: ");
    assertThat(http(looking).get("/", before).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]"})
  void anotherHostNameIsRefusedEvenWithTheToken(String host) throws Exception {
    assertThat(http(looking).get("/", "Host: " + host, bearer(looking)).status()).isEqualTo(400);
    assertThat(
        http(looking).get("/?token=" + looking.secret(), "Host: " + host).header("Set-Cookie"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"})
  void anotherOriginIsRefusedEvenWithTheToken(String origin) throws Exception {
    for (String path : List.of("/", "/live", "/actuator/health", "/?token=" + looking.secret())) {
      assertThat(http(looking).get(path, "Origin: " + origin, bearer(looking)).status()).as(path)
          .isEqualTo(403);
    }
    assertThat(http(looking)
        .get("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", bearer(looking))
        .status()).isEqualTo(403);
    assertThat(http(looking)
        .get("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", bearer(looking))
        .status()).isEqualTo(200);
    assertThat(http(looking).get("/", "Origin: " + looking.origin(), bearer(looking)).status())
        .isEqualTo(200);
  }

  @Test
  void aPageThatOnlyShowsCarriesNothingOut() throws Exception {
    String cookie = login(looking);
    String csrf = csrf(looking, cookie);

    for (String command : List.of("stop", "restart", "approve")) {
      assertThat(http(looking)
          .send("POST", "/actions/" + command, "", cookie, "X-CSRF-TOKEN: " + csrf).status())
          .isEqualTo(403);
      assertThat(http(looking).send("POST", "/actions/" + command, "", bearer(looking)).status())
          .isEqualTo(403);
      assertThat(http(looking).get("/actions/" + command, cookie).status()).isEqualTo(404);
    }
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
      assertThat(http(looking)
          .send(method, "/actions/stop", "", cookie, "X-CSRF-TOKEN: " + csrf).status())
          .isEqualTo(403);
    }
    assertThat(view(looking).path("chosen").path("actions").size()).isZero();
  }

  @Test
  void anActionNeedsSessionAndCsrfTokenAndOurOwnPage() throws Exception {
    String cookie = login(steering);
    String csrf = csrf(steering, cookie);
    ORDERED.clear();

    assertThat(http(steering).send("POST", "/actions/stop", "", cookie).status()).isEqualTo(403);
    assertThat(http(steering)
        .send("POST", "/actions/stop", "", cookie, "X-CSRF-TOKEN: " + csrf(looking, login(looking)))
        .status()).isEqualTo(403);
    assertThat(http(steering).send("POST", "/actions/stop", "", cookie, "X-CSRF-TOKEN: " + csrf,
        "Origin: http://evil.example").status()).isEqualTo(403);
    assertThat(
        http(steering).send("POST", "/actions/stop", "", "X-CSRF-TOKEN: " + csrf).status())
        .isIn(401, 403);
    assertThat(ORDERED).isEmpty();
  }

  @Test
  void actionsAreTheCommandsOfTheCommandLine() throws Exception {
    String cookie = login(steering);
    String csrf = "X-CSRF-TOKEN: " + csrf(steering, cookie);
    ORDERED.clear();

    assertThat(http(steering).send("POST", "/actions/stop", "", cookie, csrf).status())
        .isEqualTo(200);
    RawHttp.Answer refused = http(steering).send("POST", "/actions/restart", "comment=x", cookie,
        csrf);
    http(steering).send("POST", "/actions/approve", "comment=--db%3Dx+y", cookie, csrf);
    assertThat(http(steering).send("POST", "/actions/decommission", "", cookie, csrf).status())
        .isEqualTo(404);

    assertThat(ORDERED).containsExactly("STOP []", "RESTART []", "APPROVE [--comment=--db=x y]");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("Content-Type")).startsWith("text/plain");
    assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void namesFromOutsideAreDataAndNeverMarkup() throws Exception {
    String page = http(looking).get("/", bearer(looking)).body();
    JsonNode chosen = view(looking).path("chosen");

    assertThat(page).doesNotContain("alert(1)");
    assertThat(chosen.path("problems").get(0).get(4).asString()).isEqualTo(HOSTILE);
    assertThat(chosen.path("problems").get(0).get(5).asString()).isEqualTo(HOSTILE + "\\x1b[2J");
    assertThat(chosen.path("steps").get(0).path("result").asString()).isEqualTo(HOSTILE);
    assertThat(http(looking).get("/", bearer(looking)).header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page).doesNotContain("<script>", "onclick", "style=\"");
  }

  @Test
  void showsHowItStands() throws Exception {
    JsonNode view = view(looking);

    assertThat(view.path("trouble").asString()).isEmpty();
    assertThat(view.path("migrations").findValuesAsString("id")).containsExactly(MIGRATION);
    assertThat(view.path("migrations").get(0).path("problems").asString()).isEqualTo("1");
    JsonNode chosen = view.path("chosen");
    assertThat(chosen.path("standing").path("text").asString())
        .isEqualTo("completed, with 1 open problems");
    assertThat(chosen.path("executions").findValuesAsString("number")).containsExactly("2", "1");
    assertThat(chosen.path("steps").findValuesAsString("name")).containsExactly("copyFiles",
        "quiesce");
    assertThat(chosen.path("alerts").toString()).contains("writers are paused");
    JsonNode plots = JsonMapper.shared()
        .readTree(http(looking).event("/live", "plots", bearer(looking)));
    assertThat(plots.path("copiedFiles").valueStream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(5, within(0.1));
    assertThat(http(looking).event("/live", "tick", bearer(looking)))
        .isEqualTo("09:00:00 Europe/Berlin");
  }

  @Test
  void aMigrationThatIsNotThereIsNotShown() throws Exception {
    JsonNode view = JsonMapper.shared().readTree(
        http(looking).event("/live?migration=%3Cscript%3E", "view", bearer(looking)));

    assertThat(view.path("chosen").isNull()).isTrue();
    assertThat(view.path("migrations").size()).isEqualTo(1);
  }

  @Test
  void programsGetHealthAndMetricsAndNothingElseOfTheProcess() throws Exception {
    assertThat(http(looking).get("/actuator/health", bearer(looking)).body())
        .contains("\"status\":\"UP\"", MIGRATION);
    assertThat(http(looking).get("/actuator/prometheus", bearer(looking)).body()).contains(
        "efs_migrator_completed{job=\"migrate\",migration=\"m.fs-00000001\"} 1.0",
        "efs_migrator_open_problems{job=\"migrate\",migration=\"m.fs-00000001\"} 1.0",
        "efs_migrator_copied_files{job=\"migrate\",migration=\"m.fs-00000001\"} 5.0",
        "efs_migrator_owed{job=\"migrate\",migration=\"m.fs-00000001\"} 1.0");
    for (String endpoint : List.of("", "/env", "/heapdump", "/threaddump", "/beans", "/loggers",
        "/configprops", "/mappings", "/shutdown", "/info", "/metrics", "/logfile")) {
      assertThat(http(looking).get("/actuator" + endpoint, bearer(looking)).status()).as(endpoint)
          .isEqualTo(404);
    }
  }

  @Test
  void aTakenPortIsSaidInTwoLines() {
    int taken = URI.create(looking.origin()).getPort();
    PageSettings again = settings(Optional.empty());

    assertThatThrownBy(() -> PageServer.start(new PageSettings(again.address(), taken,
        again.hostNames(), folder, null, Map.of(), again.zone(), again.clock(), Optional.empty())))
        .isInstanceOf(OperatorError.class).hasMessage("port " + taken + " is taken");
  }

  private static PageSettings settings(Optional<PageSettings.Steering> steering) {
    return new PageSettings(InetAddress.getLoopbackAddress(), 0, Set.of(), folder, null, Map.of(),
        ZoneId.of("Europe/Berlin"),
        Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC), steering);
  }

  private static RawHttp http(PageServer page) {
    return new RawHttp(URI.create(page.origin()));
  }

  private static String bearer(PageServer page) {
    return "Authorization: Bearer " + page.secret();
  }

  private static String login(PageServer page) throws Exception {
    return cookie(http(page).get("/?token=" + page.secret()));
  }

  private static String cookie(RawHttp.Answer answer) {
    return "Cookie: " + answer.header("Set-Cookie").split(";", 2)[0];
  }

  private static String csrf(PageServer page, String cookie) throws Exception {
    Matcher csrf = CSRF.matcher(http(page).get("/", cookie).body());
    assertThat(csrf.find()).isTrue();
    return csrf.group(1);
  }

  private static JsonNode view(PageServer page) throws Exception {
    return JsonMapper.shared().readTree(http(page).event("/live", "view", bearer(page)));
  }
}
