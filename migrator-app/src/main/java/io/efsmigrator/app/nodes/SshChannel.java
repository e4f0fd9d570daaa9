package io.efsmigrator.app.nodes;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.efsmigrator.app.nodes.ssh.SshConnection;
import io.efsmigrator.cluster.CommandLine;
import io.efsmigrator.cluster.CommandResult;
import io.efsmigrator.cluster.NodeChannel;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands on a node over SSH, each on a channel of its own within the node's one connection.
 *
 * <p>Connecting is tried again, a command never: once its channel was asked for it may have run. Only
 * an exit code (or signal) that the node sent makes a result, and only with all of the output; a
 * connection that is lost at any other moment is {@link Kind#UNREACHABLE}.
 */
final class SshChannel implements NodeChannel, AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration OPENING = Duration.ofSeconds(30);
  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  private final SshConnection connection;
  private final Optional<Path> programs;

  /** Programs are found in that directory of the node first. */
  SshChannel(SshConnection connection, Optional<Path> programs) {
    this.connection = connection;
    this.programs = programs;
  }

  @Override
  public CommandResult run(CommandLine command) {
    long deadline = System.nanoTime() + command.timeout().toNanos();
    String line;
    try {
      line = ShellLine.of(command.argv(), programs);
    } catch (IllegalArgumentException e) {
      throw new NodeException(Kind.CANNOT_RUN, String.valueOf(e.getMessage()), e);
    }
    try {
      return run(command, connection.channel(line.getBytes(StandardCharsets.UTF_8)), deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(Kind.UNREACHABLE, "interrupted while a command was running", e);
    }
  }

  private CommandResult run(CommandLine command, ChannelExec channel, long deadline)
      throws InterruptedException {
    @Nullable
    Attendance attendance = null;
    try {
      // From here on the command may run, so nothing below is ever tried again.
      channel.open().verify(OPENING);
      Remote remote = new Remote(channel);
      attendance = new Attendance(remote, channel.getInvertedOut(), channel.getInvertedErr());
      channel.addChannelListener(new Ends(attendance.tap()));
      attendance.untilEnded(command, deadline);
      CommandResult result = attendance.result(exitCode(channel));
      checkWhole(channel, attendance);
      return runnable(command, result);
    } catch (InterruptedIOException e) {
      throw SshConnection.interrupted(e);
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()), e);
    } finally {
      stop(channel, attendance);
    }
  }

  private int exitCode(ChannelExec channel) {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    String signal = channel.getExitSignal();
    if (signal == null) {
      throw lost("the connection was lost while a command was running", null);
    }
    return 128 + Signals.number(signal);
  }

  /** An exit code says that the command ended; only the end of its output says that we have it all. */
  private void checkWhole(ChannelExec channel, Attendance attendance)
      throws InterruptedException {
    boolean whole = attendance.readAll()
        ? channel.isEofSignalled()
        // What the command left running holds its output open. Whatever the node sent before it
        // answers here has arrived.
        : connection.answers(channel.getSession());
    if (!whole) {
      throw lost("the connection was lost before all of a command's output was read", null);
    }
  }

  /** env says so itself when it cannot run a program; a program's own 127 is an answer. */
  private static CommandResult runnable(CommandLine command, CommandResult result) {
    String program = command.argv().getFirst();
    String said = result.err().text();
    boolean cannot = result.exitCode() == NOT_FOUND || result.exitCode() == CANNOT_EXECUTE;
    if (cannot && said.startsWith("env: ") && said.contains(program)) {
      throw new NodeException(Kind.CANNOT_RUN,
          "`" + Lines.shown(program) + "` cannot be run: " + Lines.last(said));
    }
    return result;
  }

  private NodeException lost(String what, @Nullable Throwable cause) {
    String message = connection + ": " + what;
    return cause == null
        ? new NodeException(Kind.UNREACHABLE, message)
        : new NodeException(Kind.UNREACHABLE, message, cause);
  }

  /** Ends the command if it still runs: TERM, then KILL. sshd passes both to its process group. */
  private static void stop(ChannelExec channel, @Nullable Attendance attendance) {
    try {
      if (attendance != null && runs(channel)) {
        signal(channel, "TERM");
        long deadline = System.nanoTime() + GRACE.toNanos();
        if (!attendance.tap().await(() -> !runs(channel), deadline)) {
          signal(channel, "KILL");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      signal(channel, "KILL");
    } finally {
      channel.close(false);
    }
  }

  private static void signal(ChannelExec channel, String name) {
    try {
      Buffer buffer = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST,
          64);
      buffer.putUInt(channel.getRecipient());
      buffer.putString("signal");
      buffer.putBoolean(false);
      buffer.putString(name);
      var _ = channel.writePacket(buffer).await(GRACE.toNanos(), NANOSECONDS);
    } catch (IOException e) {
      // No connection, no way to stop it; whoever asked is told that it may still run.
      return;
    }
  }

  private static boolean runs(ChannelExec channel) {
    return channel.getExitStatus() == null && channel.getExitSignal() == null
        && !channel.isClosing() && !channel.isClosed();
  }

  @Override
  public void close() {
    connection.close();
  }

  private record Remote(ChannelExec channel) implements RunningCommand {
    @Override
    public boolean isAlive() {
      return runs(channel);
    }

    @Override
    public OutputStream input() {
      return channel.getInvertedIn();
    }
  }

  /** Wakes whoever waits for the command whenever something becomes known of its end. */
  private record Ends(OutputTap tap) implements ChannelListener {
    @Override
    public void channelStateChanged(Channel channel, @Nullable String hint) {
      tap.change();
    }

    @Override
    public void channelClosed(Channel channel, @Nullable Throwable reason) {
      tap.change();
    }
  }
}
