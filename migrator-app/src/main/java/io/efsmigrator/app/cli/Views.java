package io.efsmigrator.app.cli;

import io.efsmigrator.app.cli.LiveScreen.Colors;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import org.jline.terminal.TerminalBuilder;
import org.slf4j.LoggerFactory;

/** Chooses how a run is shown. */
final class Views {

  /** How lines are written where nobody watches. */
  enum LogFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private Views() {}

  /** Lines where they are asked for or nobody watches, else a screen. */
  static RunView of(LogFormat format, PrintWriter out, Clock clock,
      Map<String, String> environment) {
    return switch (format) {
      case JSON -> new JsonLines(out, clock);
      case TEXT -> Terminal.console().isPresent() && !isDumb(environment)
          ? screen(out, clock, environment)
          : new PlainLines(out, clock);
    };
  }

  private static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** See no-color.org: any value but an empty one. */
  private static Colors colors(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() ? Colors.ON : Colors.OFF;
  }

  private static RunView screen(PrintWriter out, Clock clock, Map<String, String> environment) {
    try {
      return new LiveScreen(
          TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false)
              .graphemeCluster(false).build(),
          colors(environment));
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(Views.class).warn("the terminal cannot be used: {}", e.toString());
      return new PlainLines(out, clock);
    }
  }
}
