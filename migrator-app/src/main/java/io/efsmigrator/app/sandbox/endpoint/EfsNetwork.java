package io.efsmigrator.app.sandbox.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The network in which mount targets are placed: one VPC, its subnets and its security groups.
 *
 * @param defaultSecurityGroup what a mount target gets that asks for none, as at AWS
 * @param securityGroups every group that exists, the default one included
 * @param subnets by subnet id
 */
public record EfsNetwork(String region, String accountId, String vpcId, String defaultSecurityGroup,
    List<String> securityGroups, Map<String, Subnet> subnets) {

  /**
   * One subnet.
   *
   * @param prefix the first three numbers of its addresses, for example {@code 10.0.1}
   * @param freeAddresses how many mount targets still fit
   */
  public record Subnet(String zoneName, String zoneId, String prefix, int freeAddresses) {}

  /** The security group of the cluster's services. */
  public static final String CLUSTER_GROUP = "sg-0c1a55e4000000001";

  public EfsNetwork {
    securityGroups = List.copyOf(securityGroups);
    subnets = Map.copyOf(subnets);
  }

  /** The network of the sandbox: two zones, one with a second subnet, the cluster's own group beside the default one. */
  public static EfsNetwork sandbox() {
    return new EfsNetwork("us-east-1", "000000000000", "vpc-0a0a0a0a0a0a0a0a0",
        "sg-0defa000000000000",
        List.of(CLUSTER_GROUP),
        Map.of("subnet-0a00000000000000a", new Subnet("us-east-1a", "use1-az1", "10.0.1", 200),
            "subnet-0b00000000000000b", new Subnet("us-east-1b", "use1-az2", "10.0.2", 200),
            "subnet-0c00000000000000c", new Subnet("us-east-1a", "use1-az1", "10.0.3", 200)));
  }

  boolean knowsGroup(String group) {
    return group.equals(defaultSecurityGroup) || securityGroups.contains(group);
  }

  Optional<Subnet> subnet(String id) {
    return Optional.ofNullable(subnets.get(id));
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("region", region).put("accountId", accountId).put("vpcId", vpcId);
    json.put("defaultSecurityGroup", defaultSecurityGroup);
    securityGroups.forEach(json.putArray("securityGroups")::add);
    ObjectNode all = json.putObject("subnets");
    subnets.forEach((id, subnet) -> all.putObject(id).put("zoneName", subnet.zoneName())
        .put("zoneId", subnet.zoneId()).put("prefix", subnet.prefix())
        .put("freeAddresses", subnet.freeAddresses()));
    return json;
  }

  static EfsNetwork fromJson(JsonNode json) {
    Map<String, Subnet> subnets = new TreeMap<>();
    json.path("subnets").properties().forEach(entry -> {
      JsonNode subnet = entry.getValue();
      subnets.put(entry.getKey(),
          new Subnet(subnet.path("zoneName").asString(), subnet.path("zoneId").asString(),
              subnet.path("prefix").asString(), subnet.path("freeAddresses").asInt()));
    });
    return new EfsNetwork(json.path("region").asString(), json.path("accountId").asString(),
        json.path("vpcId").asString(), json.path("defaultSecurityGroup").asString(),
        json.path("securityGroups").values().stream().map(JsonNode::asString).toList(), subnets);
  }
}
