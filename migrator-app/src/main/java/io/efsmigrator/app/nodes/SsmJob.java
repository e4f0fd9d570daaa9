package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * One command on a node, in a directory of its own there: every order about it may run twice.
 *
 * <p>The directory is named by us before anything is sent, and making it is the start.
 */
final class SsmJob {

  static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

  /** As base64 22,400 characters, with a line before them: less than the 24,000 that are shown. */
  private static final int PIECE_BYTES = 16_800;
  private static final int TURN_MILLIS = 100;
  private static final int LOOKS = 3;
  private static final String SCRIPT = Scripts.text("ssm-job.sh");

  private final SsmScripts scripts;
  private final Path directory;
  private final String programs;
  private final int quietTurns;

  SsmJob(SsmScripts scripts, Path directory, String programs, CommandInput input) {
    this.scripts = scripts;
    this.directory = directory;
    this.programs = programs;
    this.quietTurns = switch (input) {
      case CommandInput.Nothing() -> 0;
      case CommandInput.Text(var _) -> 0;
      case CommandInput.Answers(var _, var quiet) -> turns(quiet) + 1;
    };
  }

  SsmReport start(CommandLine command) {
    List<String> arguments = new ArrayList<>(List.of(
        String.format(Locale.ROOT, "%.3f", command.timeout().toMillis() / 1000.0), programs));
    switch (command.input()) {
      case CommandInput.Nothing() -> arguments.addAll(List.of("nothing", ""));
      case CommandInput.Text(var text) -> arguments.addAll(List.of("text",
          Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
      case CommandInput.Answers _ -> arguments.addAll(List.of("talk", ""));
    }
    arguments.addAll(waiting());
    arguments.addAll(command.argv());
    return SsmReport.parse(scripts.run(argv("start", arguments)));
  }

  /** Whether it has printed all that counts: quiet for as long as a prompt is. */
  boolean isCalm(SsmReport report) {
    return report.calmTurns() >= quietTurns;
  }

  SsmReport look(SsmOutput out, SsmOutput err) {
    List<String> arguments = new ArrayList<>(waiting());
    arguments.add(Long.toString(out.next()));
    arguments.add(Long.toString(err.next()));
    for (int attempt = 1;; attempt++) {
      try {
        return SsmReport.parse(scripts.run(argv("look", arguments)));
      } catch (NodeException e) {
        boolean again = e.kind() == Kind.UNREACHABLE || e.kind() == Kind.BUSY;
        if (!again || attempt == LOOKS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  /** Writes a reply if the command still stands where that much was printed. */
  void answer(int number, SsmOutput out, SsmOutput err, String reply) {
    scripts.run(argv("answer", List.of(Integer.toString(number), Long.toString(out.next()),
        Long.toString(err.next()), reply)));
  }

  /** Ends it, also before it has begun; tried, not waited for. */
  void stop() {
    SsmScripts.calmly(() -> scripts.send(argv("stop", List.of())),
        "the command of " + directory + " could not be stopped");
  }

  /** Takes its files away; its name stays for a day, so that a doubled order does not start it again. */
  void clean() {
    SsmScripts.calmly(() -> scripts.send(argv("clean", List.of())),
        directory + " is left on the node");
  }

  private List<String> waiting() {
    return List.of(Integer.toString(turns(LONGEST_LOOK)), Integer.toString(quietTurns),
        Integer.toString(PIECE_BYTES));
  }

  private static int turns(Duration duration) {
    return Math.toIntExact((duration.toMillis() + TURN_MILLIS - 1) / TURN_MILLIS);
  }

  private List<String> argv(String verb, List<String> arguments) {
    List<String> argv = new ArrayList<>(
        List.of("sh", "-c", SCRIPT, "sh", verb, directory.toString()));
    argv.addAll(arguments);
    return argv;
  }
}
