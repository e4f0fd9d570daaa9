package io.efsmigrator.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Commands of {@code console bench} blocks: measurements of minutes, some of them by root only.
 *
 * <p>They are not run. Each is held against what would run: a script's own list of options, the
 * profiles and modules of the build, the names of what it builds.
 */
final class MeasuringScripts {

  private static final int PATIENCE_SECONDS = 30;
  private static final Pattern JAR = Pattern
      .compile("([\\w./-]+)/target/([a-z-]+)-([0-9][^/:']*)\\.jar");

  private MeasuringScripts() {}

  static void check(String line) throws Exception {
    List<String> words = List.of(line.split(" +", -1));
    switch (words.getFirst()) {
      case "mvn" -> checkMaven(words);
      case "java" -> checkJars(line);
      default -> checkScript(words);
    }
  }

  private static void checkScript(List<String> words) throws Exception {
    String help = help(words.getFirst());
    for (int i = 1; i < words.size(); i++) {
      String option = words.get(i);
      boolean takesValue = help.matches("(?s).*\n  " + Pattern.quote(option) + " [A-Z].*");
      assertThat(takesValue || option.equals("--help")
          || help.matches("(?s).*\n  " + Pattern.quote(option) + "( .*|\n.*)"))
          .as("%s has an option %s:%n%s", words.getFirst(), option, help).isTrue();
      if (takesValue) {
        i++;
        assertThat(words).as("%s has a value", option).hasSizeGreaterThan(i);
      }
    }
  }

  private static String help(String script) throws IOException, InterruptedException {
    assertThat(Documents.ROOT.resolve(script)).isExecutable();
    Process process = new ProcessBuilder(Documents.ROOT.resolve(script).toString(), "--help")
        .redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static void checkMaven(List<String> words) {
    String pom = Documents.read(Documents.ROOT.resolve("pom.xml"));
    words.stream().filter(word -> word.startsWith("-P"))
        .forEach(word -> assertThat(pom).contains("<id>" + word.substring(2) + "</id>"));
    int modules = words.indexOf("-pl");
    if (modules > 0) {
      assertThat(Stream.of(words.get(modules + 1).split(",", -1)))
          .allSatisfy(module -> assertThat(Documents.ROOT.resolve(module).resolve("pom.xml"))
              .isRegularFile());
    }
  }

  private static void checkJars(String line) {
    assertThat(JAR.matcher(line).results()).isNotEmpty().allSatisfy(jar -> {
      assertThat(Files.isDirectory(Documents.ROOT.resolve(jar.group(1)))).as(line).isTrue();
      assertThat(Documents.read(Documents.ROOT.resolve(jar.group(1)).resolve("pom.xml")))
          .contains("<artifactId>" + jar.group(2) + "</artifactId>",
              "<version>" + jar.group(3) + "</version>");
    });
  }
}
