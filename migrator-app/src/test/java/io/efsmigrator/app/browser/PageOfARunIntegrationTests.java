package io.efsmigrator.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.efsmigrator.app.history.History;
import io.efsmigrator.app.history.HistoryQueries;
import io.efsmigrator.app.history.Owner;
import io.efsmigrator.app.history.Question;
import io.efsmigrator.app.history.Question.Topic;
import io.efsmigrator.app.history.Rows.Row;
import io.efsmigrator.app.report.Report;
import io.efsmigrator.app.report.ReportPage;
import io.efsmigrator.app.serve.CommandActions;
import io.efsmigrator.app.serve.PageServer;
import io.efsmigrator.app.serve.PageSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real run, led from its page: stopped, throttled, restarted, killed, restarted, with two problems in
 * the end; then its page and its report in both themes.
 */
class PageOfARunIntegrationTests {

  private static final String LAUNCHER = Path.of("..", "migrator").toAbsolutePath().normalize()
      .toString();
  /** The slash makes it a folder with a file: as a path it is what it looks like. */
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final int FILES = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir
  private Path folder;
  private Path state;
  private Process launched;
  private final List<Long> restarted = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    if (launched != null) {
      launched.destroyForcibly();
    }
    restarted.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void isFollowedAndLedFromThePage() throws Exception {
    state = Files.createDirectory(folder.resolve("state"));
    Path source = source();
    Path target = Files.createDirectory(folder.resolve("target"));
    try (Browser browser = Browser.start()) {
      launched = migrator("copy", source.toString(), target.toString(), "--files-per-second",
          "50");
      String migration = awaitMigration();
      try (PageServer server = PageServer.start(settings(migration))) {
        Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
        page.navigate(server.url());
        page.getByText("running").first().waitFor();
        page.waitForSelector("#steps tr:has-text('copyFiles') >> text=STARTED");
        page.waitForSelector(".plot canvas");
        Browser.picture(page, "run-running");

        order(page, "Stop");
        page.waitForSelector("#verdict:has-text('stopped')");
        assertThat(launched.waitFor()).isEqualTo(3);
        assertThat(migrator("throttle", source.toString(), target.toString(),
            "--files-per-second", "250").waitFor()).isZero();

        order(page, "Restart");
        page.waitForSelector("#verdict:has-text('running')");
        long pid = startedProcess(page);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        page.waitForSelector("#verdict:has-text('interrupted')");
        Browser.picture(page, "run-interrupted");

        assertThat(migrator("throttle", source.toString(), target.toString(),
            "--files-per-second", "none").waitFor()).isZero();
        order(page, "Restart");
        page.waitForSelector("#verdict.good");
        startedProcess(page);
        assertThat(page.locator("#executions tr").count()).isEqualTo(3);
        assertThat(page.locator("ol.marks li").count()).isGreaterThanOrEqualTo(3);
        assertThat(target.resolve(HOSTILE)).isRegularFile();
        assertThat(browser.complaints()).isEmpty();
        page.context().close();

        addProblems(migration);
        examine(browser, server.url());
        examine(browser, report().toUri().toString());
      }
    }
  }

  private void examine(Browser browser, String url) {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser.open(theme, Browser.DESK);
      page.navigate(url);
      page.waitForSelector(".plot canvas");
      page.getByText(HOSTILE).first().waitFor();

      Browser.examine(page);
      Browser.checkLayout(page);
      Browser.checkCurves(page);
      String name = url.startsWith("http") ? "run-page-" : "run-report-";
      assertThat(new Picture(Browser.picture(page, name + theme)).groundBrightness() > 0.5)
          .isEqualTo(theme == ColorScheme.LIGHT);
      page.context().close();
    }
  }

  private static void order(Page page, String command) {
    page.locator("#actions button >> text=" + command).click();
    page.locator("#ask-yes").click();
  }

  private long startedProcess(Page page) {
    page.waitForSelector("#answer:has-text('under way'), #answer:has-text('completed')");
    String words = page.locator("#answer").textContent();
    if (!words.startsWith("under way")) {
      return 0;
    }
    long pid = Long.parseLong(words.replaceAll("(?s)\\D+(\\d+).*", "$1"));
    restarted.add(pid);
    return pid;
  }

  private Path source() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    for (int i = 0; i < FILES; i++) {
      Path file = source.resolve("d" + i % 30).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[1 + i * 20]);
    }
    Files.createDirectories(source.resolve(HOSTILE).getParent());
    Files.writeString(source.resolve(HOSTILE), "x");
    return source;
  }

  private Process migrator(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(LAUNCHER));
    line.addAll(List.of(words));
    line.addAll(List.of("--state", state.toString()));
    return new ProcessBuilder(line).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect
            .appendTo(folder.resolve("output.log").toFile()))
        .start();
  }

  /** The process says so itself, as soon as it answers. */
  private String awaitMigration() throws Exception {
    while (launched.isAlive()) {
      Optional<Owner> owner = Owner.of(state);
      if (owner.isPresent()) {
        List<Row> jobs = owner.get().ask(Question.all(Topic.JOBS)).rows();
        if (!jobs.isEmpty()) {
          return jobs.getLast().text("migration_id");
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(Files.readString(folder.resolve("output.log")));
  }

  private PageSettings settings(String migration) {
    return new PageSettings(InetAddress.getLoopbackAddress(), 0, Set.of(), state, null, Map.of(),
        ZoneId.systemDefault(), Clock.systemUTC(),
        Optional.of(new PageSettings.Steering(migration,
            new CommandActions(List.of(LAUNCHER), List.of("--state", state.toString()),
                state.resolve("logs"), PATIENCE))));
  }

  /** As a file would leave them that cannot be read; nobody has the history open any more. */
  private void addProblems(String migration) throws Exception {
    try (
        Connection connection = DriverManager
            .getConnection("jdbc:h2:file:" + state.resolve("repository"));
        PreparedStatement problem = connection.prepareStatement(
            "insert into problem (migration_id, job_execution_id, pass, path, path_text, kind, errno,"
                + " attempts, detail, state, found_at)"
                + " values (?, 3, 0, ?, ?, 'FAILED', 'EIO', 3, 'read', 'OPEN', current_timestamp)")) {
      for (String path : List.of(HOSTILE, "=1+1\\x0a\\x1b[2J")) {
        problem.setString(1, migration);
        problem.setBytes(2, path.getBytes(StandardCharsets.UTF_8));
        problem.setString(3, path);
        problem.executeUpdate();
      }
    }
  }

  private Path report() throws Exception {
    try (HistoryQueries history = History.open(state, null, Map.of())) {
      return Files.writeString(folder.resolve("report.html"),
          new ReportPage(ZoneId.systemDefault()).render(Report.of(history,
              history.ask(Question.all(Topic.JOBS)).rows().getLast(), state.resolve("runs"),
              Clock.systemUTC().instant())));
    }
  }
}
