package io.efsmigrator.app.nodes.ssh;

import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** SSH clients as this program wants them: keys only, no forwarding, and never silent for long. */
final class Clients {

  private static final int SILENCES = 3;

  private Clients() {}

  static SshClient start(SshSettings settings, Destination destination, HostTrust trust) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(destination.resolver());
    client.setServerKeyVerifier(trust);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    settings.agent().ifPresent(socket -> client.setAgentFactory(AgentSocket.factory(socket)));
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, settings.connecting());
    CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.connecting());
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.keepalive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SILENCES);
    client.start();
    return client;
  }
}
