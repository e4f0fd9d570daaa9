package io.efsmigrator.app.aws;

import io.efsmigrator.cluster.ElasticIp;
import io.efsmigrator.cluster.ElasticIps;
import io.efsmigrator.cluster.ManagedInstanceId;
import io.efsmigrator.cluster.NodeException;
import io.efsmigrator.efs.EfsException;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;

/** {@link ElasticIps} over the AWS SDK: one {@code DescribeAddresses} for each question. */
public final class Ec2ElasticIps implements ElasticIps, AutoCloseable {

  private final Ec2Client ec2;

  private Ec2ElasticIps(Ec2Client ec2) {
    this.ec2 = ec2;
  }

  /** Connects; the first call is the first that can fail. */
  public static Ec2ElasticIps connect(AwsAccess access) {
    return new Ec2ElasticIps(AwsClients.ec2(access));
  }

  @Override
  public Optional<ManagedInstanceId> holder(ElasticIp address) {
    try {
      return EfsErrors.translated("DescribeAddresses",
          () -> ec2.describeAddresses(request -> request.publicIps(address.value())).addresses()
              .stream().findFirst().map(Address::instanceId).filter(id -> !id.isEmpty())
              .map(ManagedInstanceId::new));
    } catch (EfsException e) {
      throw new NodeException(switch (e.kind()) {
        case THROTTLED, UNAVAILABLE -> NodeException.Kind.UNREACHABLE;
        default -> NodeException.Kind.REFUSED;
      }, "nobody tells who holds the Elastic IP " + address + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    ec2.close();
  }
}
