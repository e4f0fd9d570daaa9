package io.efsmigrator.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.SampleHistory;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.app.report.ReportPage;
import io.efsmigrator.app.serve.Actions;
import io.efsmigrator.app.serve.PageServer;
import io.efsmigrator.app.serve.PageSettings;
import java.net.InetAddress;
import java.nio.file.Files;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report and the live page of one history, in both themes, wide, narrow and on paper. */
class PagesInChromiumIntegrationTests {

  private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  private static final String READY = ".plot canvas";
  private static final List<String> ORDERED = new ArrayList<>();

  @TempDir
  private static Path folder;

  private static Browser browser;
  private static PageServer server;
  private static String report;

  /** A theme of the reader. */
  enum Theme {
    LIGHT(ColorScheme.LIGHT), DARK(ColorScheme.DARK);

    private final ColorScheme scheme;

    Theme(ColorScheme scheme) {
      this.scheme = scheme;
    }
  }

  @BeforeAll
  static void history() throws Exception {
    browser = Browser.start();
    String url = "jdbc:h2:" + folder.resolve("repository");
    SampleHistory.create(url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : List.of("update problem set path_text = 'X', detail = 'X', state = 'OPEN'",
          "update batch_step_execution set exit_message = 'X' where step_execution_id = 4",
          "update batch_step_execution set step_name = 'approveCutover', status = 'STOPPED'"
              + " where step_execution_id = 6",
          "update batch_job_execution set exit_message = 'X', status = 'STOPPED'"
              + " where job_execution_id = 2",
          "update migration set target = 'X'",
          "insert into finding (migration_id, job_execution_id, level, topic, text, remedy, found_at)"
              + " values ('m.fs-00000001', 1, 'WARN', 'x', 'X', 'X', current_timestamp)",
          "insert into node_job (migration_id, step, node, attempt, argv, job_directory, state,"
              + " started_at, out, err) values ('m.fs-00000001', 'upgrade', 'a', 1, 'X', '', 'EXITED',"
              + " current_timestamp, 'X', 'X')",
          "insert into pace (migration_id, setting, throttled, actor, changed_at)"
              + " values ('m.fs-00000001', 'mibps', 'X', 'X',"
              + " timestamp with time zone '2026-11-23 07:00:01+00:00')",
          "insert into progress (migration_id, job_execution_id, step_execution_id, at, files, bytes,"
              + " in_flight, latency_ms, problems) select migration_id, job_execution_id,"
              + " step_execution_id, dateadd(second, x * 3, at), files + x * x, bytes + x * 90000, 1,"
              + " 1 + mod(x, 7), 0 from progress, system_range(1, 60) where step_execution_id = 5")) {
        statement.execute(sql.replace("'X'", "'" + HOSTILE + "'"));
      }
    }
    server = PageServer.start(new PageSettings(InetAddress.getLoopbackAddress(), 0, Set.of(),
        folder, null, Map.of(), ZoneId.of("Europe/Berlin"),
        Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC),
        Optional.of(new PageSettings.Steering("m.fs-00000001", (command, arguments) -> {
          ORDERED.add(command + " " + arguments);
          return new Actions.Outcome(true, "said " + HOSTILE);
        }))));
    report = write().toUri().toString();
  }

  private static Path write() throws Exception {
    try (HistoryQueries history = History.open(folder, null, Map.of())) {
      return Files.writeString(folder.resolve("report.html"),
          new ReportPage(ZoneId.of("Europe/Berlin")).render(Report.of(history,
              history.ask(Question.all(Topic.JOBS)).rows().getLast(), folder.resolve("runs"),
              Instant.parse("2026-11-24T08:00:00Z"))));
    }
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everybodyCanReadThemInTheirThemeAndWidth(Theme theme) {
    for (String url : List.of(server.url(), report)) {
      for (int width : List.of(Browser.DESK, Browser.PHONE)) {
        Page page = browser.open(theme.scheme, width);
        page.navigate(url);
        page.waitForSelector(READY);

        Browser.examine(page);
        Browser.checkLayout(page);
        Browser.checkCurves(page);
        Picture picture = new Picture(Browser.picture(page, String.join("-", name(url),
            theme.name().toLowerCase(Locale.ROOT), String.valueOf(width))));
        assertThat(picture.groundBrightness() > 0.5).isEqualTo(theme == Theme.LIGHT);
        assertThat(picture.ink()).isBetween(0.01, 0.3);
        page.context().close();
      }
    }
  }

  private static String name(String url) {
    return url.startsWith("http") ? "page" : "report";
  }

  @Test
  void onPaperTheyAreWhiteInTheDarkToo() {
    for (String url : List.of(server.url(), report)) {
      Page page = browser.window(ColorScheme.DARK, 800);
      page.navigate(url);
      page.waitForSelector(READY);

      Picture paper = new Picture(Browser.paper(page, name(url) + "-paper"));

      assertThat(paper.groundBrightness()).isGreaterThan(0.999);
      assertThat(paper.ink()).isBetween(0.01, 0.3);
      page.context().close();
    }
  }

  @Test
  void hostileNamesAreTextAndNothingIsRefusedOrBroken() {
    for (String url : List.of(server.url(), report)) {
      Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
      page.navigate(url);
      page.waitForSelector(READY);

      assertThat(page.getByText(HOSTILE).count()).isGreaterThan(3);
      assertThat(page.locator("main img, main script").count()).isZero();
      page.context().close();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theKeyboardReachesWhatCanBeOperated() {
    Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
    page.navigate(server.url());
    page.waitForSelector("#actions button");

    page.keyboard().press("Tab");
    assertThat(page.evaluate("document.activeElement.textContent"))
        .isEqualTo("Skip to the migration");
    page.locator("#actions button >> text=Approve").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#ask").isVisible()).isTrue();
    page.keyboard().press("Escape");
    assertThat(page.locator("#ask").isVisible()).isFalse();
    page.context().close();
  }

  @Test
  void anApprovalIsAskedForOnceMoreAndCarriedOut() {
    Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
    page.navigate(server.url());
    page.locator("#actions button >> text=Approve").click();
    page.locator("#comment").fill("by " + HOSTILE);
    Browser.picture(page, "page-dialog");
    page.locator("#ask-yes").click();
    page.getByText("said").waitFor();

    assertThat(ORDERED).containsExactly("APPROVE [--comment=by " + HOSTILE + "]");
    assertThat(page.locator("#answer").textContent()).isEqualTo("said " + HOSTILE);
    page.context().close();
  }

  @Test
  void thePageOfAnotherSiteGetsNothing() throws Exception {
    Path evil = Files.writeString(folder.resolve("evil.html"), "<!DOCTYPE html><title>x</title>");
    Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
    page.navigate(server.url());
    page.waitForSelector(READY);
    String origin = server.url().replaceAll("/\\?.*", "");

    // The same browser, and so the same cookie, on a page of somebody else.
    page.navigate(evil.toUri().toString());
    int before = ORDERED.size();
    assertThat(page.evaluate(
        """
            async origin => {
              const told = [];
              for (const [path, options] of [['/', {}], ['/live', {}], ['/actions/stop', { method: 'POST' }]]) {
                for (const mode of ['cors', 'no-cors']) {
                  try {
                    told.push((await (await fetch(origin + path, { credentials: 'include', mode, ...options })).text()).length);
                  } catch { told.push(0); }
                }
              }
              return told.every(length => length === 0);
            }""",
        origin)).isEqualTo(true);
    assertThat(ORDERED).hasSize(before);
    page.context().close();
    browser.forget();
  }
}
