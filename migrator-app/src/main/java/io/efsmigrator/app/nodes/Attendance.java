package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.CommandInput;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Stays with a running command: reads both of its outputs, and feeds or answers it. */
final class Attendance {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final RunningCommand command;
  private final OutputTap tap = new OutputTap();
  private final OutputReader out;
  private final OutputReader err;

  Attendance(RunningCommand command, InputStream out, InputStream err) {
    this.command = command;
    this.out = OutputReader.follow(out, tap);
    this.err = OutputReader.follow(err, tap);
  }

  /** To be touched when the command has ended. */
  OutputTap tap() {
    return tap;
  }

  /** Returns when the command has ended, or throws that it did not in its time. */
  void untilEnded(CommandLine line, long deadline) throws InterruptedException {
    boolean ended = switch (line.input()) {
      case CommandInput.Nothing() -> feed("", deadline);
      case CommandInput.Text(var text) -> feed(text, deadline);
      case CommandInput.Answers answers ->
        new Dialog(command, out, err, tap, answers).run(deadline);
    };
    if (!ended) {
      throw new NodeException(Kind.TIMED_OUT, "`" + Lines.shown(String.join(" ", line.argv()))
          + "` did not end in " + line.timeout().toSeconds() + " s; it had printed: "
          + out.lastLine());
    }
  }

  /** How it ended; what the command left running may hold its outputs open for ever. */
  CommandResult result(int exitCode) throws InterruptedException {
    return new CommandResult(exitCode, out.finish(GRACE), err.finish(GRACE));
  }

  /** Whether both outputs are read to their ends. */
  boolean readAll() {
    return out.hasEnded() && err.hasEnded();
  }

  private boolean feed(String text, long deadline) throws InterruptedException {
    // On a thread of its own: a command that reads nothing must not keep us from its time limit.
    Thread.ofPlatform().daemon().name("command-input").start(() -> {
      try (OutputStream input = command.input()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading all; its exit code says what that means.
        return;
      }
    });
    return tap.await(() -> !command.isAlive(), deadline);
  }
}
