package io.efsmigrator.app.nodes;

import io.efsmigrator.cluster.ElasticIp;
import io.efsmigrator.cluster.NodeVerb;
import io.efsmigrator.efs.DnsName;
import io.efsmigrator.plan.Node;
import java.util.List;
import java.util.Optional;

/**
 * The same commands, but for the role: a node that holds the cluster's Elastic IP is the Primary, and
 * it asks its own instance metadata (IMDSv2) which addresses it holds. That needs no permission.
 *
 * <p>While the address moves, nobody or both may hold it by that word; a role that is not the expected
 * one stops every stage before it acts.
 *
 * @param service where instance metadata are served
 */
record MetadataRole(NodeCommands commands, String service, ElasticIp address)
    implements
      NodeCommands {

  /** The same on every instance: EC2 User Guide, "Access instance metadata". */
  static final String SERVICE = "http://169.254.169.254";

  @Override
  public Optional<List<String>> argv(NodeVerb verb, Node node, Optional<DnsName> name) {
    return verb == NodeVerb.ROLE
        ? Optional.of(List.of("sh", "-c", Scripts.text("metadata-role.sh"), "metadata-role",
            service, address.value()))
        : commands.argv(verb, node, name);
  }

  @Override
  public boolean switchesOnlyPaused(Node node) {
    return commands.switchesOnlyPaused(node);
  }
}
