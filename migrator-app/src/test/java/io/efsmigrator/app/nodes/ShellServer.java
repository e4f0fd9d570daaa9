package io.efsmigrator.app.nodes;

import io.efsmigrator.app.ssh.TestKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;

/** SSH servers within this process; what they run is for the test to say. */
final class ShellServer {

  private ShellServer() {}

  static SshServer start(TestKey host, TestKey user, CommandFactory commands) throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(host.pair()));
    server.setPublickeyAuthenticator(
        (name, key, session) -> KeyUtils.compareKeys(key, user.pair().getPublic()));
    server.setCommandFactory(commands);
    server.start();
    return server;
  }

  /** Gives each line to {@code sh}, as a login shell does. */
  static Command shell(ChannelSession channel, String line) {
    return new Shell(line);
  }

  private static final class Shell implements Command {
    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, immediately) -> {};

    Shell(String line) {
      this.line = line;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
      Process process = new ProcessBuilder("sh", "-c", line).start();
      environment.addSignalListener((Channel from, Signal signal) -> process.destroyForcibly(),
          List.of(Signal.TERM, Signal.KILL));
      Thread.ofPlatform().daemon().start(() -> copy(in, process.getOutputStream()));
      Thread outputs = Thread.ofPlatform().daemon()
          .start(() -> copy(process.getInputStream(), out));
      Thread errors = Thread.ofPlatform().daemon().start(() -> copy(process.getErrorStream(), err));
      Thread.ofPlatform().daemon().start(() -> {
        try {
          int code = process.waitFor();
          outputs.join();
          errors.join();
          exit.onExit(code);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    }

    private static void copy(InputStream from, OutputStream to) {
      try (to) {
        byte[] buffer = new byte[8_192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
          to.write(buffer, 0, count);
          to.flush();
        }
      } catch (IOException e) {
        // One of the two ended.
        return;
      }
    }

    @Override
    public void destroy(ChannelSession channel) {}

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }
  }
}
