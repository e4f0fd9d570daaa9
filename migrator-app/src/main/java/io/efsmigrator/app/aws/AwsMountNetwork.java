package io.efsmigrator.app.aws;

import io.efsmigrator.efs.AvailabilityZone;
import io.efsmigrator.efs.EfsException;
import io.efsmigrator.efs.EfsException.Kind;
import io.efsmigrator.efs.MountNetwork;
import io.efsmigrator.efs.MountTargetId;
import io.efsmigrator.efs.SecurityGroupId;
import io.efsmigrator.efs.Subnet;
import io.efsmigrator.efs.SubnetId;
import io.efsmigrator.efs.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.efs.EfsClient;

/** {@link MountNetwork} over the AWS SDK: subnets and groups are EC2's, mount targets EFS's. */
public final class AwsMountNetwork implements MountNetwork, AutoCloseable {

  private final Ec2Client ec2;
  private final EfsClient efs;

  private AwsMountNetwork(Ec2Client ec2, EfsClient efs) {
    this.ec2 = ec2;
    this.efs = efs;
  }

  /** Connects; the first call is the first that can fail. */
  public static AwsMountNetwork connect(AwsAccess access) {
    return new AwsMountNetwork(AwsClients.ec2(access), AwsClients.efs(access));
  }

  @Override
  public Vpc around(SubnetId subnet) {
    String vpcId = EfsErrors.translated("DescribeSubnets",
        () -> ec2.describeSubnets(request -> request.subnetIds(subnet.value())).subnets().stream()
            .findFirst().map(found -> Objects.requireNonNullElse(found.vpcId(), "")))
        .filter(id -> !id.isEmpty())
        .orElseThrow(() -> new EfsException(Kind.NOT_FOUND, "no subnet " + subnet));
    Filter inVpc = Filter.builder().name("vpc-id").values(vpcId).build();
    List<Subnet> subnets = EfsErrors.translated("DescribeSubnets",
        () -> ec2.describeSubnetsPaginator(request -> request.filters(inVpc)).subnets().stream()
            .map(AwsMountNetwork::subnet).sorted(Comparator.comparing(Subnet::id)).toList());
    Filter byName = Filter.builder().name("group-name").values("default").build();
    Optional<SecurityGroupId> defaultGroup = EfsErrors.translated("DescribeSecurityGroups",
        () -> ec2.describeSecurityGroups(request -> request.filters(inVpc, byName))
            .securityGroups().stream().findFirst().map(SecurityGroup::groupId)
            .map(SecurityGroupId::new));
    return new Vpc(vpcId, defaultGroup, subnets);
  }

  private static Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet found) {
    Integer free = found.availableIpAddressCount();
    return new Subnet(new SubnetId(found.subnetId()),
        new AvailabilityZone(found.availabilityZone()), free == null ? 0 : free);
  }

  @Override
  public void setSecurityGroups(MountTargetId mountTarget, Set<SecurityGroupId> groups) {
    EfsErrors.translated("ModifyMountTargetSecurityGroups",
        () -> efs.modifyMountTargetSecurityGroups(request -> request
            .mountTargetId(mountTarget.value()).securityGroups(
                groups.stream().map(SecurityGroupId::value).sorted().toList())));
  }

  @Override
  public void close() {
    ec2.close();
    efs.close();
  }
}
