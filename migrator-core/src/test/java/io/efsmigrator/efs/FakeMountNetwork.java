package io.efsmigrator.efs;

import io.efsmigrator.efs.EfsException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One network around the mount targets of a {@link FakeFileSystems}. */
public final class FakeMountNetwork implements MountNetwork {

  public static final SecurityGroupId DEFAULT_GROUP = new SecurityGroupId("sg-0000d3fa");

  private final FakeFileSystems fileSystems;
  private final List<Subnet> subnets = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();

  public FakeMountNetwork(FakeFileSystems fileSystems) {
    this.fileSystems = fileSystems;
  }

  /** Puts a subnet there, or another version of it. */
  public void put(Subnet subnet) {
    subnets.removeIf(known -> known.id().equals(subnet.id()));
    subnets.add(subnet);
    fileSystems.addSubnet(subnet.id(), subnet.zone());
  }

  public void remove(SubnetId subnet) {
    subnets.removeIf(known -> known.id().equals(subnet));
  }

  /** Everything that was ordered, oldest first. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  @Override
  public Vpc around(SubnetId subnet) {
    Vpc vpc = new Vpc("vpc-00000001", Optional.of(DEFAULT_GROUP), subnets);
    if (!vpc.holds(subnet)) {
      throw new EfsException(Kind.NOT_FOUND, "no subnet " + subnet);
    }
    return vpc;
  }

  @Override
  public void setSecurityGroups(MountTargetId mountTarget, Set<SecurityGroupId> groups) {
    fileSystems.regroup(mountTarget, groups);
    orders.add("groups " + mountTarget + " " + groups);
  }
}
