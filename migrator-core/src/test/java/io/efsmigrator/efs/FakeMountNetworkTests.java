package io.efsmigrator.efs;

import org.junit.jupiter.api.BeforeEach;

class FakeMountNetworkTests extends MountNetworkContract {

  private static final AvailabilityZone ZONE = new AvailabilityZone("us-east-1a");
  private static final Subnet SUBNET = new Subnet(new SubnetId("subnet-0000000e"), ZONE, 9);

  private final FakeFileSystems fileSystems = new FakeFileSystems();
  private final FakeMountNetwork network = new FakeMountNetwork(fileSystems);

  @BeforeEach
  void laySubnets() {
    network.put(SUBNET);
    network.put(new Subnet(beside(), ZONE, 3));
  }

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected MountNetwork network() {
    return network;
  }

  @Override
  protected void settle() {
    fileSystems.settle();
  }

  @Override
  protected Subnet subnet() {
    return SUBNET;
  }

  @Override
  protected SubnetId beside() {
    return new SubnetId("subnet-000000e2");
  }

  @Override
  protected SecurityGroupId group() {
    return new SecurityGroupId("sg-00000001");
  }
}
