package io.efsmigrator.efs;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

class FakeFileSystemsTests extends FileSystemsContract {

  private final FakeFileSystems fileSystems = new FakeFileSystems();

  @BeforeEach
  void laySubnets() {
    fileSystems.addSubnet(subnet(), zone());
    fileSystems.addSubnet(otherSubnet(), otherZone());
  }

  @Override
  protected FileSystems fileSystems() {
    return fileSystems;
  }

  @Override
  protected void settle() {
    fileSystems.settle();
  }

  @Override
  protected void advance(Duration time) {
    fileSystems.advance(time);
  }

  @Override
  protected SubnetId subnet() {
    return new SubnetId("subnet-0000000e");
  }

  @Override
  protected AvailabilityZone zone() {
    return new AvailabilityZone("us-east-1a");
  }

  @Override
  protected SubnetId otherSubnet() {
    return new SubnetId("subnet-0000000f");
  }

  @Override
  protected AvailabilityZone otherZone() {
    return new AvailabilityZone("us-east-1b");
  }

  @Override
  protected SecurityGroupId securityGroup() {
    return new SecurityGroupId("sg-00000001");
  }
}
