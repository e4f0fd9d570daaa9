package io.efsmigrator.app.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A real {@code sshd} on a port of loopback, with keys of its own in a folder of its own. */
public final class OpenSshServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  /** Where sshd locks itself up before a login; the package's service makes it at each start. */
  private static final Path EMPTY = Path.of("/run/sshd");
  private static final int MAX_LOOKS = 100_000;

  private final Process process;
  private final Path folder;
  private final int port;
  private final TestKey user;
  private final TestKey host;

  private OpenSshServer(Process process, Path folder, int port, TestKey user, TestKey host) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.user = user;
    this.host = host;
  }

  public static OpenSshServer start(Path folder) throws IOException, GeneralSecurityException {
    assumeTrue(Files.isExecutable(PROGRAM),
        PROGRAM + " is missing: apt-get install openssh-server");
    assumeTrue(!System.getProperty("user.name").equals("root") || Files.isDirectory(EMPTY)
        || Files.isDirectory(Files.createDirectory(EMPTY)), EMPTY + " is missing");
    TestKey user = TestKey.in(folder, "id_user");
    TestKey host = TestKey.in(folder, "host_key");
    Files.writeString(folder.resolve("authorized_keys"), user.line() + "\n");
    int port = freePort();
    Path config = folder.resolve("sshd_config");
    Files.write(config, List.of("Port " + port, "ListenAddress 127.0.0.1",
        "HostKey " + host.file(), "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
        "StrictModes no", "UsePAM no", "PasswordAuthentication no",
        "KbdInteractiveAuthentication no", "PermitRootLogin yes", "PidFile none",
        // Shells read their start files there: nothing of the user's own may slow or change a test.
        "SetEnv HOME=" + folder, "MaxStartups 100"));
    Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("sshd.log").toFile()).start();
    OpenSshServer server = new OpenSshServer(process, folder, port, user, host);
    server.await();
    return server;
  }

  public int port() {
    return port;
  }

  public TestKey user() {
    return user;
  }

  public TestKey host() {
    return host;
  }

  /** A known_hosts that has the server's key under that port of loopback. */
  public Path knownHosts(int knownPort) throws IOException {
    return Files.writeString(folder.resolve("known_hosts-" + knownPort),
        "[127.0.0.1]:" + knownPort + " " + host.line() + "\n");
  }

  /** The way to it through that port of loopback. */
  public NodeAccess.Ssh access(int through) throws IOException {
    return new NodeAccess.Ssh("127.0.0.1", OptionalInt.of(through),
        Optional.of(System.getProperty("user.name")), Optional.of(user.file()), Optional.empty(),
        Optional.of(knownHosts(through)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() throws IOException {
    for (int look = 0; look < MAX_LOOKS && process.isAlive(); look++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    assertThat(process.isAlive()).as(Files.readString(folder.resolve("sshd.log"))).isTrue();
  }

  @Override
  public void close() {
    // Sessions are processes of their own; a command that is left running is the test's to end.
    process.destroy();
    process.onExit().join();
  }
}
