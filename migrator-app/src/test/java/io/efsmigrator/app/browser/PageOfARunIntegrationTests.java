package io.efsmigrator.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real run, led from its page: stopped, throttled, restarted, killed, restarted. In the end it has two
 * problems that are real too, a file that it may not read and one whose writer goes on; then its page
 * and its report in both themes.
 */
class PageOfARunIntegrationTests {

  private static final String LAUNCHER = Path.of("..", "migrator").toAbsolutePath().normalize()
      .toString();
  /** The slash makes it a folder with a file: as a path it is what it looks like. */
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String WRITTEN = "=1+1\n\u001b[2J";
  private static final String WRITTEN_AS_TEXT = "=1+1\\n\\x1b[2J";
  private static final String READS_ALL = "-dac_override,-dac_read_search";
  private static final Pattern A_TIME = Pattern.compile("[0-9].*(s|min)$");
  private static final int FILES = 3_000;
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
    try (Browser browser = Browser.start(); var _ = new LiveWriter(source.resolve(WRITTEN))) {
      launched = migrator("copy", source.toString(), target.toString(), "--files-per-second",
          "50");
      String migration = awaitMigration();
      try (PageServer server = PageServer.start(settings(migration))) {
        Page page = browser.window(ColorScheme.LIGHT, Browser.DESK);
        page.navigate(server.url());
        page.getByText("running").first().waitFor();
        page.waitForSelector("#steps tr:has-text('copyFiles') >> text=STARTED");
        page.waitForSelector(".plot canvas");
        page.locator("#facts div:has-text('Left to scan') dd").getByText(A_TIME).waitFor();
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
        // Until the third is there, it is the second one that has failed.
        page.waitForSelector("#executions tr:nth-child(3)");
        page.waitForSelector("#verdict.bad:has-text('failed')");
        startedProcess(page);
        assertThat(page.locator("#executions tr").count()).isEqualTo(3);
        assertThat(page.locator("ol.marks li").count()).isGreaterThanOrEqualTo(3);
        assertThat(page.locator("#facts").textContent()).as("each is counted once")
            .contains("3,002 entries");
        assertThat(browser.complaints()).isEmpty();
        page.context().close();

        assertRealProblems();
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
      page.getByText(WRITTEN_AS_TEXT).first().waitFor();

      Browser.examine(page);
      Browser.checkLayout(page);
      Browser.checkCurves(page);
      boolean isReport = !url.startsWith("http");
      assertThat(page.locator(".sizes tbody tr").count() > 2).isEqualTo(isReport);
      String name = isReport ? "run-report-" : "run-page-";
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
    Files.setPosixFilePermissions(source.resolve(HOSTILE),
        PosixFilePermissions.fromString("---------"));
    return source;
  }

  private Process migrator(String... words) throws Exception {
    List<String> line = new ArrayList<>(launcher());
    line.addAll(List.of(words));
    line.addAll(List.of("--state", state.toString()));
    return new ProcessBuilder(line).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect
            .appendTo(folder.resolve("output.log").toFile()))
        .start();
  }

  /** Root reads what nobody may read; without that right it is refused as anybody else. */
  private List<String> launcher() throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      line.addAll(List.of("setpriv", "--inh-caps", READS_ALL, "--bounding-set", READS_ALL));
    }
    line.add(LAUNCHER);
    return line;
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

  private PageSettings settings(String migration) throws IOException {
    return new PageSettings(InetAddress.getLoopbackAddress(), 0, Set.of(), state, null, Map.of(),
        ZoneId.systemDefault(), Clock.systemUTC(),
        Optional.of(new PageSettings.Steering(migration,
            new CommandActions(launcher(), List.of("--state", state.toString()),
                state.resolve("logs"), PATIENCE))));
  }

  /** What the copy has to say of the two, and what the verification has of the one that is not there. */
  private void assertRealProblems() {
    try (HistoryQueries history = History.open(state, null, Map.of())) {
      assertThat(history.ask(Question.all(Topic.PROBLEMS)).rows())
          .extracting(row -> row.text("kind"), row -> row.text("errno"),
              row -> row.text("path_text"))
          .containsExactlyInAnyOrder(tuple("failed", "EACCES", HOSTILE),
              tuple("mismatch", "EACCES", HOSTILE), tuple("missing", "", HOSTILE),
              tuple("in flux", "", WRITTEN_AS_TEXT));
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
