package io.efsmigrator.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The browser that is installed, with what the tests want to know of a page. */
final class Browser implements AutoCloseable {

  static final int DESK = 1280;
  static final int PHONE = 400;
  private static final List<String> NAMES = List.of("chromium", "chromium-browser",
      "google-chrome");
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final double LIMIT_MILLIS = 40_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  /** What a page complained about: refused scripts, errors, boxes that opened. */
  private final List<String> complaints = new ArrayList<>();

  private Browser(Playwright playwright, Path program) {
    this.playwright = playwright;
    this.chromium = playwright.chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(program));
  }

  /** The installed one; skips the test where none is. */
  static Browser start() {
    Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable).findFirst();
    assumeTrue(program.isPresent(), "no Chromium on the PATH; Debian's package is chromium");
    return new Browser(Playwright.create(new Playwright.CreateOptions()
        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))), program.get());
  }

  /** A new window, in which the policy of a page holds. */
  Page window(ColorScheme theme, int width) {
    return window(theme, width, false);
  }

  private Page window(ColorScheme theme, int width, boolean examined) {
    BrowserContext context = chromium
        .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setColorScheme(theme)
            .setViewportSize(width, 900).setBypassCSP(examined));
    context.setDefaultTimeout(LIMIT_MILLIS);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("a box opened: " + dialog.message());
      dialog.dismiss();
    });
    return page;
  }

  /** What the pages complained about so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Forgets them: what a page of somebody else was refused is as it should be. */
  void forget() {
    complaints.clear();
  }

  /**
   * A window in which scripts from outside may run, as {@link #examine} needs it: the policy of a page
   * rightly refuses them.
   */
  Page open(ColorScheme theme, int width) {
    return window(theme, width, true);
  }

  /** Fails if somebody could not read or operate the page, by axe's rules for WCAG 2.2 AA. */
  static void examine(Page page) {
    page.evaluate(axe());
    Object violations = page.evaluate("""
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
          'wcag22aa', 'best-practice'] })).violations.flatMap(found => found.nodes.map(node =>
          `${found.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))""");
    assertThat((List<?>) violations).as("axe on %s", page.title()).isEmpty();
  }

  /** Fails if a section lies over another, or the page is wider than its window. */
  static void checkLayout(Page page) {
    // Nothing but a table may be wider than its reader's screen, and that can be moved.
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")).isEqualTo(0);
    assertThat(page.evaluate(
        """
            [...document.querySelectorAll('main section:not([hidden])')].every((section, i, all) => i === 0
              || section.getBoundingClientRect().top >= all[i - 1].getBoundingClientRect().bottom)"""))
        .as("no section lies over another").isEqualTo(true);
  }

  /** Fails if a plot is empty: each has to show the colour of its curve. */
  static void checkCurves(Page page) {
    assertThat(page.evaluate(
        """
            [...document.querySelectorAll('.plot canvas')].map(canvas => {
              const name = canvas.closest('[data-plot]').dataset.plot === 'latency' ? '--attention' : '--plain';
              const wanted = getComputedStyle(document.documentElement).getPropertyValue(name)
                .match(/[0-9a-f]{2}/g).map(two => parseInt(two, 16));
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let found = 0;
              for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i + 3] > 200 && wanted.every((part, c) => Math.abs(part - pixels[i + c]) < 12)) found++;
              }
              return found > 50;
            }).join()"""))
        .isEqualTo("true,true,true");
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole page as a picture, also kept for people to look at. */
  static BufferedImage picture(Page page, String name) {
    byte[] png = page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
        .setPath(PICTURES.resolve(name + ".png")));
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as it would come out on paper. */
  static BufferedImage paper(Page page, String name) {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    return picture(page, name);
  }

  @Override
  public void close() {
    try (playwright; chromium) {
      // The browser first.
    }
  }
}
