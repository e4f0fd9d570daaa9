package io.efsmigrator.app.nodes.ssh;

import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.cluster.NodeException.Kind;
import io.efsmigrator.cluster.NodeName;
import io.efsmigrator.plan.NodeAccess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The one connection to a node: opened when it is first needed, and again when it was lost. */
public final class SshConnection implements AutoCloseable {

  private static final String KEEPALIVE = "keepalive@openssh.com";

  private final NodeName node;
  private final SshSettings settings;
  private final Destination destination;
  private final HostTrust trust;
  private @Nullable SshClient client;
  private @Nullable ClientSession session;

  public SshConnection(NodeName node, NodeAccess.Ssh access, SshSettings settings) {
    this(node, access, settings, new HostTrust(node, access, settings));
  }

  SshConnection(NodeName node, NodeAccess.Ssh access, SshSettings settings, HostTrust trust) {
    this.node = node;
    this.settings = settings;
    this.destination = new Destination(node, access, settings);
    this.trust = trust;
  }

  /** Connects and logs in, if there is no connection yet. */
  synchronized void open() throws InterruptedException {
    var _ = session();
  }

  /**
   * A channel for a command, not yet open: nothing was sent to the node but what a connection needs.
   */
  public synchronized ChannelExec channel(byte[] line) throws InterruptedException {
    try {
      return session().createExecChannel(line, null, Map.of());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Whether the node answers now on that connection; SSH keeps the order of what is sent. */
  public boolean answers(Session on) throws InterruptedException {
    Buffer question = on.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
    question.putString(KEEPALIVE);
    question.putBoolean(true);
    try {
      // A node that does not know the question says no, and that is an answer.
      var _ = on.request(KEEPALIVE, question, settings.connecting());
      return true;
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    } catch (IOException e) {
      return false;
    }
  }

  /** Without Java's stack of causes, as an operator is told of it. */
  @Override
  public String toString() {
    return node + " (" + destination + ")";
  }

  private ClientSession session() throws InterruptedException {
    ClientSession kept = session;
    if (kept != null) {
      if (kept.isOpen() && answers(kept)) {
        return kept;
      }
      kept.close(true);
      session = null;
    }
    ClientSession opened = connect();
    session = opened;
    return opened;
  }

  /** Tries a few times; nothing was run yet, so this is safe. */
  private ClientSession connect() throws InterruptedException {
    Identities identities = Identities.load(node, destination.identities(), settings.agent());
    Iterator<Duration> pauses = settings.pauses().iterator();
    while (true) {
      try {
        return attempt(identities);
      } catch (InterruptedIOException e) {
        throw interrupted(e);
      } catch (IOException e) {
        if (!pauses.hasNext()) {
          throw unreachable(e);
        }
        Thread.sleep(pauses.next());
      }
    }
  }

  private ClientSession attempt(Identities identities) throws IOException {
    HostConfigEntry entry = destination.entry();
    trust.forget();
    @Nullable
    ClientSession opening = null;
    try {
      // A jump host is logged in to before the node is, so either may be refused here.
      opening = started(identities).connect(entry, null, null).verify(settings.connecting())
          .getSession();
      opening.auth().verify(settings.connecting());
      return opening;
    } catch (IOException e) {
      if (opening != null) {
        opening.close(true);
      }
      throw refused(e, identities);
    }
  }

  /** The exception to go on with; what another attempt cannot change is thrown from here. */
  private IOException refused(IOException e, Identities identities) {
    trust.refusal().ifPresent(refusal -> {
      throw new NodeException(Kind.REFUSED, refusal, e);
    });
    boolean login = e instanceof SshException answer && (answer
        .getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
        || String.valueOf(answer.getMessage()).contains("Too many authentication failures"));
    if (login) {
      throw new NodeException(Kind.REFUSED, this + " does not let us in: " + identities
          + ". Put the public key into the node's authorized_keys, or name the right `user` and"
          + " `identity`.", e);
    }
    return e;
  }

  private SshClient started(Identities identities) {
    SshClient running = client;
    if (running == null) {
      running = Clients.start(settings, destination, trust);
      client = running;
    }
    running.setKeyIdentityProvider(identities.keys());
    running.setSignatureFactories(trust.inOrder(running.getSignatureFactories(), destination));
    return running;
  }

  private NodeException unreachable(IOException e) {
    return new NodeException(Kind.UNREACHABLE,
        this + " cannot be reached: " + e.getMessage() + "; check that it runs, and that `ssh "
            + destination + "` works from here",
        e);
  }

  /** As Java's own waits say it. */
  public static InterruptedException interrupted(IOException e) {
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close(true);
    }
    if (client != null) {
      client.stop();
    }
    session = null;
    client = null;
  }
}
