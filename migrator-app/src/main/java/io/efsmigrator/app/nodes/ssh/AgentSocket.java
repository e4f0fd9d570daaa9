package io.efsmigrator.app.nodes.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The user's ssh-agent, over Java's own Unix-domain sockets. It signs; keys stay with it. */
final class AgentSocket extends AbstractAgentProxy {

  /** As much as OpenSSH's agent accepts of a message. */
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private final SocketChannel socket;

  private AgentSocket(SocketChannel socket) {
    super(null);
    this.socket = socket;
  }

  static SshAgentFactory factory(Path socket) {
    return new Factory(socket);
  }

  @Override
  protected synchronized Buffer request(Buffer message) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(message.array(), message.rpos(), message.available());
    while (out.hasRemaining()) {
      socket.write(out);
    }
    int length = read(Integer.BYTES).getInt();
    if (length < 1 || length > MAX_ANSWER_BYTES) {
      throw new IOException("the agent answers with " + length + " bytes");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(length);
    while (in.hasRemaining()) {
      if (socket.read(in) < 0) {
        throw new EOFException("the agent closed the connection");
      }
    }
    return in.flip();
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    super.close();
  }

  /** Nothing is forwarded: the nodes have no business with the user's keys. */
  private record Factory(Path path) implements SshAgentFactory {
    @Override
    public SshAgent createClient(Session session, FactoryManager owner) throws IOException {
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.connect(UnixDomainSocketAddress.of(path));
        return new AgentSocket(socket);
      } catch (IOException e) {
        socket.close();
        throw new IOException("the agent at " + path + " does not answer: " + e.getMessage(), e);
      }
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager owner) {
      return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
      throw new UnsupportedOperationException("no agent is forwarded");
    }
  }
}
